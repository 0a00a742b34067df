// What happens to a file that is dropped on the window or opened from outside it.
import { openAudit, useAudit } from '../state/audit.ts';
import { offerImports } from '../state/importPreview.ts';
import { navigate } from '../state/router.ts';
import { attempt, notify } from '../state/toasts.ts';

const hasExtension = (path: string, extension: string): boolean => path.toLowerCase().endsWith(extension);

/**
 * An audit is opened, anything else is evidence for the open audit. While none is open a zip can only be a signed
 * bundle; while one is open its content tells.
 */
export function openPaths(paths: readonly string[]): void {
  const audit = paths.find((path) => hasExtension(path, '.assay'));
  if (audit) {
    void attempt(() => openAudit(audit));
    return;
  }
  const isOpen = useAudit.getState().info !== null;
  const [bundle] = paths;
  if (!isOpen && bundle && paths.length === 1 && hasExtension(bundle, '.zip')) {
    navigate(`/verify?bundle=${encodeURIComponent(bundle)}`);
    return;
  }
  if (!isOpen) {
    notify('Open or create an audit first; then drop the evidence on it.');
    return;
  }
  void offerImports(paths);
  navigate('/sources');
}
