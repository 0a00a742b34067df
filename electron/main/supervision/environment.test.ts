import { describe, expect, it } from 'vitest';
import { engineEnvironment } from './environment.ts';

describe('the engine’s environment', () => {
  it('leaves out what loads code into a process or changes how it starts', () => {
    const given = {
      PATH: '/bin',
      TZ: 'UTC',
      LD_LIBRARY_PATH: '/opt/lib',
      NODE_OPTIONS: '--require=/tmp/evil.js',
      NODE_PATH: '/tmp',
      Electron_Run_As_Node: '1',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: '/tmp/evil.so',
      LD_AUDIT: '/tmp/evil.so',
      DYLD_INSERT_LIBRARIES: '/tmp/evil.dylib',
      UNSET: undefined,
    };
    expect(engineEnvironment(given)).toEqual({ PATH: '/bin', TZ: 'UTC', LD_LIBRARY_PATH: '/opt/lib' });
  });
});
