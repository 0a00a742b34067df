// Which report of the open audit was shown last: that one is signed, and no other without being shown first.
import { create } from 'zustand';

interface ShownReport {
  auditId: string | null;
  digest: string | null;
}

const useShown = create<ShownReport>(() => ({ auditId: null, digest: null }));

/** Null while no report of this audit was shown. */
export const useShownReport = (auditId: string | undefined): string | null =>
  useShown((shown) => (shown.auditId === auditId ? shown.digest : null));

export const reportShown = (auditId: string, digest: string): void => useShown.setState({ auditId, digest });
