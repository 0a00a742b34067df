// Nothing leaves: the system calls of every process of a whole journey are traced, and none may address the internet.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchApp } from '../e2e/support/app.ts';
import { test } from '../e2e/support/folder.ts';
import { findRuntime } from '../e2e/support/runtime.ts';

test.skip(process.platform !== 'linux', 'system calls are traced with strace, which is of Linux');

/** Calls by which a process reaches, or tries to reach, another host; their arguments name the address family. */
const tracedCalls = 'trace=connect,sendto,sendmsg,sendmmsg';

/** The traced calls that name an internet address. */
const internetCalls = (trace: string): string[] =>
  trace.split('\n').filter((line) => /\bAF_INET6?\b|sin6?_addr/.test(line));

test('the trace sees a connection when one is tried', ({ folder }) => {
  const trace = join(folder, 'control.txt');
  const program = `require('net').connect(9, '127.0.0.1').on('error', () => process.exit())`;
  execFileSync('strace', ['-f', '-e', tracedCalls, '-o', trace, process.execPath, '-e', program]);
  expect(internetCalls(readFileSync(trace, 'utf8'))).not.toEqual([]);
});

test('a journey through the window calls no other host', async ({ folder }) => {
  const trace = join(folder, 'trace.txt');
  const traced = join(folder, 'traced-electron');
  const { executablePath } = findRuntime();
  writeFileSync(
    traced,
    `#!/bin/sh\nexec strace -f --seccomp-bpf -e ${tracedCalls} -o '${trace}' '${executablePath}' "$@"\n`,
  );
  chmodSync(traced, 0o755);
  const app = await launchApp({ tracedBy: traced });
  await app.createAudit('Silent');
  const csv = join(app.userFolder, 'latency.csv');
  writeFileSync(csv, 'time,latency_ms\n2026-01-05T00:00:00Z,12\n2026-01-05T00:01:00Z,14\n');
  await app.importFile(csv);
  for (const place of ['#/', '#/sources', '#/metrics', '#/traces', '#/profiles', '#/findings', '#/report']) {
    await app.goto(place);
    await expect(app.page.locator('h1').first()).toBeVisible();
  }
  // A page that can be typed in wakes the spell checker, which would fetch its dictionary.
  await app.page.evaluate(() => {
    const field = document.createElement('textarea');
    field.spellcheck = true;
    document.body.append(field);
    field.focus();
  });
  await app.page.keyboard.type('Recieve the lattency of teh servise. ');
  await app.setTheme('dark');
  await app.close();
  const text = readFileSync(trace, 'utf8');
  expect(text, 'the trace saw the app at work').toContain('AF_UNIX');
  expect(internetCalls(text)).toEqual([]);
});
