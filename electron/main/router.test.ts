import { describe, expect, it } from 'vitest';
import { contract, type CallResult } from '../../shared/contract/index.ts';
import type { Method } from '../../shared/contract/define.ts';
import { createGrants, type Grant } from './grants.ts';
import { createRouter, type Router } from './router.ts';
import type { ShellHandlers } from './shell-methods.ts';

const asked: unknown[] = [];

function routerWith(granted: Record<string, Grant[]>): Router {
  const grants = createGrants((path) => path);
  for (const [path, uses] of Object.entries(granted)) grants.file(path, ...uses);
  asked.length = 0;
  const shell = { 'shell.reveal': () => ({}) } as unknown as ShellHandlers;
  return createRouter({
    grants,
    shell,
    async engine(...call): Promise<CallResult> {
      asked.push(call);
      return { ok: true, output: null };
    },
  });
}

const codeOf = async (answer: Promise<CallResult>): Promise<string> => {
  const result = await answer;
  return result.ok ? 'ok' : result.error.code;
};

describe('the shell’s door', () => {
  it('passes a valid call with a granted file to the engine', async () => {
    const router = routerWith({ '/a.assay': ['open'] });
    const input = { path: '/a.assay' };
    expect(await codeOf(router.answer(true, 'audit.open', input, 'job-1'))).toBe('ok');
    expect(asked).toEqual([['audit.open', input, 'job-1']]);
  });

  it.each([
    ['another page', 'shell.sender-refused', false, 'audit.current', {}, undefined],
    ['an unknown method', 'usage.unknown-method', true, 'audit.burn', {}, undefined],
    ['an inherited name', 'usage.unknown-method', true, 'constructor', {}, undefined],
    ['a method that is no text', 'usage.unknown-method', true, ['audit.open'], {}, undefined],
    ['an invalid payload', 'usage.invalid-input', true, 'audit.open', { path: 7 }, undefined],
    ['a missing payload', 'usage.invalid-input', true, 'audit.open', undefined, undefined],
    ['a job id that is no text', 'usage.invalid-input', true, 'audit.open', { path: '/a.assay' }, {}],
    ['a very long job id', 'usage.invalid-input', true, 'audit.current', {}, 'x'.repeat(101)],
    ['a file not granted', 'shell.path-not-granted', true, 'audit.open', { path: '/etc/shadow' }, undefined],
    [
      'a second file not granted',
      'shell.path-not-granted',
      true,
      'bundle.create',
      { out: '/a.zip', key: '/root/.ssh/id_ed25519' },
      undefined,
    ],
    [
      'a file not granted, for the shell',
      'shell.path-not-granted',
      true,
      'shell.reveal',
      { path: '/b' },
      undefined,
    ],
  ])('refuses %s', async (_what, code, isOwnPage, method, input, jobId) => {
    const router = routerWith({ '/a.assay': ['open'], '/a.zip': ['create'] });
    expect(await codeOf(router.answer(isOwnPage, method, input, jobId))).toBe(code);
    expect(asked).toEqual([]);
  });

  it('takes an absent optional file for no file', async () => {
    const router = routerWith({ '/b.zip': ['read'] });
    expect(await codeOf(router.answer(true, 'bundle.verify', { path: '/b.zip' }, undefined))).toBe('ok');
  });

  const key = '/key';
  it.each<[string, Grant[], string, Record<string, unknown>]>([
    ['a bundle over what may only be read', ['read', 'open'], 'bundle.create', { out: '/f', key }],
    ['a report over what may only be read', ['read', 'open'], 'report.build', { out: '/f' }],
    ['a key over what may only be read', ['read', 'open'], 'key.generate', { out: '/f' }],
    ['an audit over what may only be read', ['read', 'open'], 'audit.create', { path: '/f', name: 'F' }],
    [
      'a bundle over another, unasked',
      ['create', 'read'],
      'bundle.create',
      { out: '/f', key, replace: true },
    ],
    ['a report over another, unasked', ['create', 'read'], 'report.build', { out: '/f', replace: true }],
    ['what may only be read, opened', ['read'], 'audit.open', { path: '/f' }],
    ['what may only be opened, read', ['open'], 'source.importAll', { paths: ['/f'] }],
    ['what may only be written, read', ['create'], 'source.import', { path: '/f' }],
  ])('refuses %s', async (_what, granted, method, input) => {
    const router = routerWith({ '/f': granted, [key]: ['read'] });
    expect(await codeOf(router.answer(true, method, input, undefined))).toBe('shell.path-not-granted');
    expect(asked).toEqual([]);
  });

  it('lets a file be replaced once for each time that the user said so', async () => {
    const router = routerWith({ '/b.zip': ['create', 'replace'], [key]: ['read'] });
    const input = { out: '/b.zip', key, replace: true };
    expect(await codeOf(router.answer(true, 'bundle.create', input, undefined))).toBe('ok');
    expect(await codeOf(router.answer(true, 'bundle.create', input, undefined))).toBe(
      'shell.path-not-granted',
    );
  });

  it('knows what every method does with the files that it is named', () => {
    const namesFiles = /^(?:path|paths|out|signer)$/;
    const undeclared = Object.entries(contract as Record<string, Method>).flatMap(
      ([name, { input, paths }]) =>
        Object.keys((input as { shape?: object }).shape ?? {})
          .filter((field) => namesFiles.test(field) && paths?.[field] === undefined)
          .map((field) => `${name} ${field}`),
    );
    // Only taken off a list that the shell itself keeps.
    expect(undeclared).toEqual(['shell.forgetRecent path']);
  });
});
