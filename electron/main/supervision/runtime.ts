// Which Node runs the engine. better-sqlite3's binary asks for Node-API 10, which Node has from 22.14 on: an
// Electron that offers it runs the engine in a utility process; an older one needs a Node beside it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const requiredNodeApi = 10;

/**
 * What that Node is started with. On processors with memory protection keys V8 sometimes ends the whole process when
 * a worker thread is made or ends (“Check failed: jit_page.has_value()”); without the keys it does not look there.
 */
export const nodeFlags: readonly string[] = ['--no-memory-protection-keys'];

/** True when this runtime's own Node can load better-sqlite3. */
export const canLoadDatabase = (versions: { readonly [name: string]: string | undefined }): boolean =>
  Number(versions.napi ?? 0) >= requiredNodeApi;

export interface NodeSearch {
  platform: string;
  arch: string;
  /** The packaged app's resources folder; null in a checkout. */
  resources: string | null;
  root: string;
}

/** Where a Node that carries Node-API 10 may lie, best first. */
export function nodeCandidates({ platform, arch, resources, root }: NodeSearch): string[] {
  const executable = platform === 'win32' ? 'node.exe' : 'node';
  if (resources !== null) return [join(resources, 'node', executable)];
  const packageName = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  return [join(root, 'node_modules', packageName, 'bin', executable)];
}

/** The Node for an engine child process, or null. In a checkout the system's Node serves when it is new enough. */
export function findNode(search: NodeSearch): string | null {
  const bundled = nodeCandidates(search).find((path) => existsSync(path));
  if (bundled !== undefined || search.resources !== null) return bundled ?? null;
  try {
    const nodeApi = execFileSync('node', ['-p', 'process.versions.napi'], { encoding: 'utf8' });
    return Number(nodeApi) >= requiredNodeApi ? 'node' : null;
  } catch {
    // No Node on the path is the same answer as one too old.
    return null;
  }
}
