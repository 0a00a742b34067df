import { formatQuantity } from '../../../shared/domain/format.ts';
import { ReportFrame } from '../../evidence/index.ts';
import { Button, Notice, Section } from '../../ui/index.ts';
import type { Preview } from './useReportToSign.ts';

interface ChangedReportProps {
  preview: Preview;
  /** The digest of the report that was shown. */
  since: string;
  onAccept(): void;
}

/** What differs from the report that was shown, and the report as it is now with the differences marked. */
export function ChangedReport({ preview, since, onAccept }: ChangedReportProps) {
  const { digest, changed } = preview;
  // What stands before the numbered sections is seen without going anywhere.
  const first = changed.find(({ section }) => section !== 'cover' && section !== 'answer');
  return (
    <Section title="The report has changed since you saw it">
      <Notice tone="warn">
        {changed.length === 0
          ? 'What it was is not known any more. Read it as it is now.'
          : 'Only a report that you have seen is signed. Look at what is different, then go on with the report as it is now.'}
      </Notice>
      {changed.length > 0 && (
        <ul className="signing-list" aria-label="What has changed">
          {changed.map(({ section, title, blocks }) => (
            <li key={section}>
              {title}: {formatQuantity(blocks, 'part')}
            </li>
          ))}
        </ul>
      )}
      <div className="signing-report">
        <ReportFrame digest={digest} since={since} {...(first && { at: first.section })} />
      </div>
      <div className="row">
        <Button onPress={onAccept}>Go on with the report as it is now</Button>
      </div>
    </Section>
  );
}
