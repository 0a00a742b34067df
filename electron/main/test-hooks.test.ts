import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseSwitches, testHooks } from './test-hooks.ts';

const environment = {
  ASSAY_TEST_ATTACHES: '1',
  ASSAY_TEST_ENGINE: '/tmp/other-engine.mjs',
  ASSAY_TEST_ADAPTER: 'child',
};

/** What is left of the switches of a start. */
function leftOf(
  switches: readonly string[],
  surroundings: { isPackaged: boolean; isDebugged: boolean },
): string[] {
  const given = new Set(switches);
  refuseSwitches(
    { hasSwitch: (name) => given.has(name), removeSwitch: (name) => void given.delete(name) },
    surroundings,
  );
  return [...given];
}

describe('a packaged app', () => {
  it('heeds no variable of a test', () => {
    expect(testHooks({ isPackaged: true, isDebugged: false, environment })).toEqual({
      waitsForTool: false,
      engine: undefined,
      adapter: undefined,
    });
  });

  it('waits for the tool that drives it where a debugger listens, which its fuses forbid to what ships', () => {
    expect(testHooks({ isPackaged: true, isDebugged: true, environment: {} }).waitsForTool).toBe(true);
  });

  it('heeds no switch that opens the page, and those that a user may need', () => {
    const given = [
      'remote-debugging-port',
      'remote-debugging-pipe',
      'disable-web-security',
      'no-sandbox',
      'disable-gpu',
    ];
    expect(leftOf(given, { isPackaged: true, isDebugged: false })).toEqual(['no-sandbox', 'disable-gpu']);
  });
});

describe('a checkout', () => {
  it('heeds what a test asks for', () => {
    expect(testHooks({ isPackaged: false, isDebugged: false, environment })).toEqual({
      waitsForTool: true,
      engine: '/tmp/other-engine.mjs',
      adapter: 'child',
    });
    expect(leftOf(['remote-debugging-port'], { isPackaged: false, isDebugged: false })).toHaveLength(1);
  });
});

describe('the variables of tests', () => {
  it('are read in this one place', () => {
    const electron = join(import.meta.dirname, '..');
    const readers = readdirSync(electron, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .filter((name) => readFileSync(join(electron, name), 'utf8').includes('ASSAY_TEST_'));
    expect(readers).toEqual([join('main', 'test-hooks.ts')]);
  });
});
