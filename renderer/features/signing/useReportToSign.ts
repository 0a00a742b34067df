import { useEffect } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import { topics } from '../../../shared/contract/jobs.ts';
import { reportShown, useQuery, useShownReport } from '../../state/index.ts';

/** The report tells of all but the journal's own entries. */
const everyTopic = topics.filter((topic) => topic !== 'journal');

export type Preview = Output<'report.preview'>;

interface ReportToSign {
  /** Of the report that was shown, which is the one to sign; null until there is one. */
  digest: string | null;
  /** The report as it is now. */
  preview: Preview | null;
  hasChanged: boolean;
  /** Takes the report as it is now for the one that was shown. */
  accept(): void;
  reload(): void;
}

/** The report that was shown last, on its screen or here, held against what the audit says now. */
export function useReportToSign(auditId: string | undefined): ReportToSign {
  const shown = useShownReport(auditId);
  const asked = useQuery('report.preview', shown === null ? {} : { since: shown }, everyTopic, {
    keepPrevious: true,
  });
  const preview = asked.data;
  const current = preview?.digest;
  useEffect(() => {
    if (shown === null && auditId !== undefined && current !== undefined) reportShown(auditId, current);
  }, [shown, auditId, current]);
  return {
    digest: shown,
    preview,
    hasChanged: shown !== null && current !== undefined && current !== shown,
    accept: () => {
      if (auditId !== undefined && current !== undefined) reportShown(auditId, current);
    },
    reload: asked.reload,
  };
}
