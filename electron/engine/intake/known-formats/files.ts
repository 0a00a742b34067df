// Files that are packed, or were made for something else than evidence.
import { all, any, firstLine, magic, never, notYet, words, type KnownFormat } from './known-format.ts';
import { headOf, type Head } from './head.ts';

const zip = magic('504b0304');
const asCsv = 'Save the sheet that matters as CSV, with a column of times, and import that.';
const unpack = (tool: string): string => `Unpack it (${tool}) and import what is inside.`;
/** What an import of many files opens, unless it is packed once more. */
const asContainer = (tool: string): string =>
  `Import it as it is, and its files are imported one by one; where it is packed again, unpack it first (${tool}).`;
const packet =
  'Packet captures hold no measurements that are read. Export what you need from them as CSV (tshark -T fields) with a column of times.';
const picture = 'A picture of a chart cannot be read. Export the numbers behind it as CSV.';

/** Of a zip, what its first members are called; they stand in clear text before their packed bytes. */
const zipWith =
  (...names: string[]): KnownFormat['recognise'] =>
  (head) =>
    zip(head) && names.some((name) => head.text().includes(name));

const isRiff = (head: Head): boolean => head.text().startsWith('RIFF') && head.text().slice(8, 12) === 'WEBP';

const isTar = magic('7573746172', 257);
const isZip = any(zip, magic('504b0506'));
const isExcel = zipWith('xl/workbook', 'xl/worksheets', 'xl/_rels');
const isOffice = any(isExcel, zipWith('[Content_Types].xml', 'mimetypeapplication/vnd.oasis.opendocument'));
const isOtherArchive = any(magic('377abcaf271c'), magic('526172211a07'));

/** Which archive of files the bytes begin; `other` is one that cannot be opened here. Office documents are none. */
export function archiveIn(bytes: Uint8Array): 'zip' | 'tar' | 'other' | null {
  const head = headOf(bytes);
  if (isZip(head)) return isOffice(head) ? null : 'zip';
  if (isTar(head)) return 'tar';
  return isOtherArchive(head) ? 'other' : null;
}

export const packedFiles: readonly KnownFormat[] = [
  never(
    'a SQLite database, such as an audit',
    magic('53514c69746520666f726d6174203300'),
    'Open an audit instead of importing it; export the tables of any other database as CSV.',
  ),
  notYet('an Excel workbook (xlsx)', isExcel, asCsv),
  notYet(
    'an OpenDocument spreadsheet (ods)',
    zipWith('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
    asCsv,
  ),
  notYet(
    'an Office document',
    any(isOffice, magic('d0cf11e0a1b11ae1')),
    'Save the tables in it as CSV, with a column of times, and import that.',
  ),
  never('a zip archive', isZip, asContainer('unzip')),
  never('a tar archive', isTar, asContainer('tar xf')),
  never('a bzip2 file', (head) => /^BZh[1-9]/u.test(head.text()), unpack('bunzip2')),
  never('an xz file', magic('fd377a585a00'), unpack('unxz')),
  never('a 7-Zip archive', magic('377abcaf271c'), unpack('7z x')),
  never('a RAR archive', magic('526172211a07'), unpack('unrar x')),
  never('an LZ4 file', magic('04224d18'), unpack('lz4 -d')),
  notYet(
    'a Parquet file',
    magic('50415231'),
    "Write it as CSV (duckdb: COPY (FROM 'file.parquet') TO 'file.csv') and import that.",
  ),
  notYet('an Arrow file', magic('4152524f5731'), 'Write it as CSV with a column of times and import that.'),
  never('a PDF document', magic('255044462d'), 'Keep it beside the audit. Ask for the numbers in it as CSV.'),
  never('a PNG picture', magic('89504e470d0a1a0a'), picture),
  never('a JPEG picture', magic('ffd8ff'), picture),
  never('a GIF picture', (head) => /^GIF8[79]a/u.test(head.text()), picture),
  never('a WebP picture', isRiff, picture),
  never(
    'a packet capture (pcap)',
    any(magic('d4c3b2a1'), magic('a1b2c3d4'), magic('4d3cb2a1'), magic('a1b23c4d')),
    packet,
  ),
  never(
    'a packet capture (pcapng)',
    all(magic('0a0d0d0a'), any(magic('4d3c2b1a', 8), magic('1a2b3c4d', 8))),
    packet,
  ),
  never(
    'a Windows event log (evtx)',
    magic('456c6646696c6500'),
    'Event logs hold no measurements that are read. Export counters with relog -f csv instead.',
  ),
  never(
    'a program or a core dump (ELF)',
    magic('7f454c46'),
    'Programs and core dumps are not evidence that is read.',
  ),
  never(
    'a Windows program',
    all(magic('4d5a'), words('This program cannot be run in DOS mode')),
    'Programs are not evidence that is read.',
  ),
  never(
    'a key or a certificate (PEM)',
    firstLine(/^-----BEGIN [A-Z0-9 ]+-----$/u),
    'Do not import it: an audit is handed on with every file in it.',
  ),
];

/** Documents for a browser, told by how they begin. */
export const pages: readonly KnownFormat[] = [
  never(
    'a HAR file of a browser',
    (head) =>
      head.json()?.paths.has('log.entries') === true && head.json()?.paths.has('log.version') === true,
    'Record the page’s performance instead and save its JavaScript profile as .cpuprofile.',
  ),
  notYet(
    'a flame graph drawn as SVG',
    (head) =>
      /^\s*(?:<\?xml|<!DOCTYPE svg|<svg)/u.test(head.text()) &&
      /Flame Graph|flamegraph|samples, \d/u.test(head.text()),
    'Import the folded stacks it was drawn from (stackcollapse-*.pl), or record again with -o collapsed.',
  ),
  never(
    'a drawing (SVG)',
    (head) => /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE svg|<svg)/u.test(head.text()),
    picture,
  ),
  notYet(
    'an HTML flame graph of async-profiler',
    all(isPage, words('async-profiler')),
    'Record again with -o collapsed, which gives folded stacks.',
  ),
  never(
    'a web page (HTML)',
    isPage,
    'A page is no export: it may be the sign-in page of the tool. Export again, as CSV or JSON.',
  ),
];

function isPage(head: Head): boolean {
  return /^\s*(?:<!doctype html|<html)/iu.test(head.text());
}
