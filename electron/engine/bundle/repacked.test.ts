// What people do by hand: unpack a bundle, change something, zip it again with any program.
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import yazl from 'yazl';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../../shared/contract/bundle.ts';
import type { JobContext } from '../jobs/runner.ts';
import { createAudit } from '../audits.ts';
import { createBundle } from './create.ts';
import { createKeyFile } from './keyFiles.ts';
import { verifyBundle } from './verify.ts';
import { repackedProblem } from './zipRepacked.ts';
import { temporaryFolder } from '../../../test/support/temporary.ts';

const quiet: JobContext = { signal: new AbortController().signal, report: () => undefined };
let folder: string;
let members: Map<string, Buffer>;
let count = 0;

beforeAll(async () => {
  folder = temporaryFolder();
  const audit = createAudit(join(folder, 'audit.assay'), { name: 'Orders' });
  const { path: key } = createKeyFile(join(folder, 'key'), 'ada@example.org', undefined);
  const out = join(folder, 'bundle.zip');
  await createBundle(audit, { out, key }, quiet);
  audit.close();
  members = new Map();
  const zip = await openPromise(out);
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    members.set(entry.fileName, Buffer.concat(chunks));
  }
});

async function packAgain(contents: ReadonlyMap<string, Buffer>, compress: boolean): Promise<string> {
  const path = join(folder, `repacked-${(count += 1)}.zip`);
  const zip = new yazl.ZipFile();
  for (const [name, bytes] of contents) zip.addBuffer(bytes, name, { compress, mtime: new Date(2026, 2, 5) });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

const verify = (path: string): Promise<Verification> => verifyBundle({ path }, quiet);
const untouched = { missing: [], altered: [], extra: [] };

describe.each([
  ['stored', false],
  ['compressed', true],
])('a bundle that was zipped again, %s', (_how, compress) => {
  it('does not verify, although every file is as signed', async () => {
    const result = await verify(await packAgain(members, compress));
    expect(result).toMatchObject({ ok: false, files: untouched, problems: [repackedProblem] });
    expect(result.signatures[0]?.ok).toBe(true);
  });

  it('names the one file that was changed', async () => {
    const changed = new Map([...members, ['report/report.html', Buffer.from('<p>All is well</p>')]]);
    expect((await verify(await packAgain(changed, compress))).files).toMatchObject({
      ...untouched,
      altered: ['report/report.html'],
    });
  });

  it('names the file that was left out', async () => {
    const fewer = new Map([...members].filter(([name]) => name !== 'journal.jsonl'));
    expect((await verify(await packAgain(fewer, compress))).files).toMatchObject({
      ...untouched,
      missing: ['journal.jsonl'],
    });
  });

  it('names the file that was added', async () => {
    const more = new Map([...members, ['evil.txt', Buffer.from('hello')]]);
    expect((await verify(await packAgain(more, compress))).files).toMatchObject({
      ...untouched,
      extra: ['evil.txt'],
    });
  });
});

describe('a bundle that was zipped again and then damaged', () => {
  it('names the file that cannot be unpacked', async () => {
    const path = await packAgain(members, true);
    const bytes = readFileSync(path);
    const name = Buffer.from('report/report.json');
    const at = bytes.indexOf(name) + name.length;
    bytes.fill(0xff, at + 40, at + 60);
    writeFileSync(path, bytes);
    const result = await verify(path);
    expect(result.ok).toBe(false);
    expect(result.files.altered).toEqual(['report/report.json']);
  });
});
