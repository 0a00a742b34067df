import { hex, type Samples } from './sample.ts';

/** A local header of a zip, then the member's name. */
const zip = (...names: string[]): Buffer =>
  Buffer.concat(names.map((name) => Buffer.concat([hex('504b030414000600080000002100'), Buffer.alloc(12), Buffer.from([name.length, 0, 0, 0]), Buffer.from(name), hex('ab56ca2f4f')])));

const tar = Buffer.alloc(1024);
tar.write('data/app.csv', 0);
tar.write('ustar\u000000', 257);

export const fileSamples: Samples = {
  'a SQLite database, such as an audit': [Buffer.from('SQLite format 3\0\u0010\0\u0001\u0001')],
  'an Excel workbook (xlsx)': [zip('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml')],
  'an OpenDocument spreadsheet (ods)': [zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
  'an Office document': [zip('[Content_Types].xml', 'word/document.xml'), hex('d0cf11e0a1b11ae10000')],
  'a zip archive': [zip('data/app.csv'), hex('504b0506'.padEnd(44, '0'))],
  'a tar archive': [tar],
  'a bzip2 file': [Buffer.concat([Buffer.from('BZh91AY&SY'), hex('a1b2c3')])],
  'an xz file': [hex('fd377a585a000004e6d6b446')],
  'a 7-Zip archive': [hex('377abcaf271c0004')],
  'a RAR archive': [hex('526172211a0701003392')],
  'an LZ4 file': [hex('04224d186440a7')],
  'a Parquet file': [hex('504152311504151e')],
  'an Arrow file': [hex('4152524f57310000ffffffff')],
  'a PDF document': ['%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<< /Type /Catalog >>\n'],
  'a PNG picture': [hex('89504e470d0a1a0a0000000d49484452')],
  'a JPEG picture': [hex('ffd8ffe000104a46494600')],
  'a GIF picture': [Buffer.concat([Buffer.from('GIF89a'), hex('0a000a00f00000')])],
  'a WebP picture': [Buffer.concat([Buffer.from('RIFF'), hex('24000000'), Buffer.from('WEBPVP8 ')])],
  'a packet capture (pcap)': [hex('d4c3b2a1020004000000000000000000'), hex('a1b2c3d400020004')],
  'a packet capture (pcapng)': [hex('0a0d0d0a1c0000004d3c2b1a01000000')],
  'a Windows event log (evtx)': [hex('456c6646696c650000000000')],
  'a program or a core dump (ELF)': [hex('7f454c460201010000000000')],
  'a Windows program': [Buffer.concat([hex('4d5a90000300'), Buffer.from('This program cannot be run in DOS mode.')])],
  'a key or a certificate (PEM)': ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n'],
  'a HAR file of a browser': ['{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[{"startedDateTime":"2026-01-05T10:00:00.000Z","time":12.5}]}}'],
  'a flame graph drawn as SVG': ['<?xml version="1.0" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<svg version="1.1" width="1200" onload="init(evt)">\n<text id="title">Flame Graph</text>\n'],
  'a drawing (SVG)': ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0"/></svg>'],
  'an HTML flame graph of async-profiler': ['<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n</head>\n<body>\n<h1>Flame Graph</h1>\n<a href="https://github.com/async-profiler/async-profiler">async-profiler</a>\n'],
  'a web page (HTML)': ['<!doctype html>\n<html><head><title>Sign in - Grafana</title></head><body>Please sign in</body></html>\n'],
};
