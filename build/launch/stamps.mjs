// Remembers what has been set up already: a stamp is a small file that holds the hash of what a step was made from.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** SHA-256, in hex, of texts or bytes in order, each one's length included. @param {(string | Buffer)[]} parts */
export function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}

/**
 * SHA-256 over the names and contents of files and folders below `root`, in a fixed order.
 * Test files and samples are left out: they are not built into anything.
 * @param {string} root
 * @param {string[]} names
 */
export function digestOfSources(root, names) {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ name) => {
    const path = join(root, name);
    if (!existsSync(path)) return;
    const entries = listFolder(path);
    if (entries === undefined) hash.update(`${name}\0${digest(readFileSync(path))}\n`);
    else for (const entry of entries) visit(`${name}/${entry}`);
  };
  for (const name of names) visit(name);
  return hash.digest('hex');
}

/** @param {string} path @returns {string[] | undefined} sorted names, or undefined when the path is a file */
function listFolder(path) {
  try {
    return readdirSync(path)
      .filter((name) => name !== 'samples' && !/\.test\.tsx?$/.test(name))
      .sort();
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The content of a stamp, or undefined when there is none. @param {string} file */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a stamp whole or not at all. @param {string} file @param {string} content */
export function writeStamp(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${content}\n`);
  renameSync(draft, file);
}

/**
 * Runs `work` while holding a lock among processes, so that two launchers do not install the same thing at once.
 * A lock whose process is gone is taken over.
 * @template T
 * @param {string} folder the lock, a folder that exists while the lock is held
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] told once, when somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, onWait) {
  mkdirSync(dirname(folder), { recursive: true });
  const owner = join(folder, 'pid');
  for (let told = false; ;) {
    try {
      mkdirSync(folder);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const pid = Number(readStamp(owner) ?? Number.NaN);
    // No pid yet: its owner is between making the folder and writing the file.
    if (Number.isInteger(pid) && !isAlive(pid)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!told) onWait?.();
    told = true;
    await delay(200);
  }
  try {
    writeFileSync(owner, String(process.pid));
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
