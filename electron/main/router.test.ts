import { describe, expect, it } from 'vitest';
import type { CallResult } from '../../shared/contract/index.ts';
import { createGrants } from './grants.ts';
import { createRouter, type Router } from './router.ts';
import type { ShellHandlers } from './shell-methods.ts';

const asked: unknown[] = [];

function routerWith(...granted: string[]): Router {
  const grants = createGrants((path) => path);
  for (const path of granted) grants.file(path);
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
    const router = routerWith('/a.assay');
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
      { out: '/a.assay', key: '/root/.ssh/id_ed25519' },
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
    expect(await codeOf(routerWith('/a.assay').answer(isOwnPage, method, input, jobId))).toBe(code);
    expect(asked).toEqual([]);
  });

  it('takes an absent optional file for no file', async () => {
    const answer = routerWith('/b.zip').answer(true, 'bundle.verify', { path: '/b.zip' }, undefined);
    expect(await codeOf(answer)).toBe('ok');
  });
});
