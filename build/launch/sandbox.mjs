// Whether Chromium's sandbox can work here. Without it Electron ends at once, with a message that helps nobody.
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStamp } from './stamps.mjs';

/** Kernel settings that keep ordinary users from making the namespaces the sandbox is built of. */
const restrictions = [
  { file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns', value: '1' },
  { file: '/proc/sys/kernel/unprivileged_userns_clone', value: '0' },
  { file: '/proc/sys/user/max_user_namespaces', value: '0' },
];

/**
 * What keeps the sandbox from working for this user, as a line to run, or undefined when nothing does.
 * @param {string} executable Electron's
 * @param {(file: string) => string | undefined} readSetting
 */
export function sandboxRemedy(executable, readSetting = readStamp) {
  if (process.platform !== 'linux') return undefined;
  const helper = join(dirname(executable), 'chrome-sandbox');
  const stats = statSync(helper, { throwIfNoEntry: false });
  const isSetuidRoot = stats !== undefined && stats.uid === 0 && (stats.mode & 0o4000) !== 0;
  if (isSetuidRoot || !restrictions.some(({ file, value }) => readSetting(file) === value)) return undefined;
  return `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
}
