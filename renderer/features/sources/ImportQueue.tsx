import { Copy, RotateCw, TriangleAlert, X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LeftFile, Source } from '../../../shared/contract/sources.ts';
import { formatBytes, formatCount, formatDurationMs, formatQuantity } from '../../../shared/domain/format.ts';
import { describeJob, shareDone, useJobs } from '../../state/jobs.ts';
import {
  cancelImport,
  dismissFinished,
  dismissImport,
  importAs,
  useImports,
  type ImportItem,
} from '../../state/imports.ts';
import { ReadingButton } from './ReadingDialog.tsx';
import { hrefOf } from '../../state/router.ts';
import { attempt } from '../../state/toasts.ts';
import {
  Button,
  ErrorState,
  IconButton,
  ProgressBar,
  RadioGroup,
  Section,
  StateMark,
  type Tone,
} from '../../ui/index.ts';

function Running({ item, jobId }: { item: ImportItem; jobId: string }) {
  const job = useJobs(({ running }) => running.find((one) => one.jobId === jobId));
  const label = job ? `${job.phase} ${item.fileName}` : `Importing ${item.fileName}`;
  return (
    <ProgressBar label={label} share={job ? shareDone(job) : null} detail={job ? describeJob(job) : ''} />
  );
}

function Asking({ item }: { item: ImportItem }) {
  if (item.progress.state !== 'asking') return null;
  return (
    <RadioGroup
      label={`${item.fileName} fits more than one format. Which is it?`}
      orientation="horizontal"
      options={item.progress.candidates.map(({ format, kind }) => ({
        id: format,
        label: format,
        detail: kind,
      }))}
      value={null}
      onChange={(format) => importAs(item.id, { as: format })}
    />
  );
}

interface EndedProps {
  tone: Tone;
  icon?: LucideIcon;
  word: string;
  children: ReactNode;
}

function Ended({ tone, icon, word, children }: EndedProps) {
  return (
    <p className="import-ended">
      <StateMark tone={tone} {...(icon && { icon })}>
        {word}
      </StateMark>
      <span>{children}</span>
    </p>
  );
}

/** Of what was left in a container, this many are named; the journal has more. */
const leftNamed = 20;

interface TakenProps {
  fileName: string;
  sources: readonly Source[];
  left: readonly LeftFile[];
}

function Taken({ fileName, sources, left }: TakenProps) {
  const again = sources.filter(({ duplicateOf }) => duplicateOf !== undefined).length;
  const isWhole = left.length === 0;
  // Two members may have one name.
  const named = left.slice(0, leftNamed).map((one, index) => ({ ...one, key: String(index) }));
  return (
    <>
      <Ended
        tone={isWhole ? 'good' : 'warn'}
        {...(!isWhole && { icon: TriangleAlert })}
        word={sources.length === 0 ? 'Left' : 'Imported'}
      >
        {formatQuantity(sources.length - again, 'file')} from {fileName}
        {again > 0 && `; ${formatQuantity(again, 'file')} already there`}
        {!isWhole && `; ${formatCount(left.length)} left`}
      </Ended>
      {!isWhole && (
        <ul className="import-left dense">
          {named.map(({ key, member, reason }) => (
            <li key={key}>
              {member ?? fileName}: <span className="muted">{reason}</span>
            </li>
          ))}
          {left.length > leftNamed && (
            <li className="muted">{formatCount(left.length - leftNamed)} more; the journal names them.</li>
          )}
        </ul>
      )}
    </>
  );
}

function Outcome({ item }: { item: ImportItem }) {
  const { progress } = item;
  switch (progress.state) {
    case 'waiting':
      return <span className="muted">{item.fileName} waits its turn</span>;
    case 'detecting':
      return <ProgressBar label={`Recognising ${item.fileName}`} share={null} />;
    case 'asking':
      return <Asking item={item} />;
    case 'importing':
      return <Running item={item} jobId={progress.jobId} />;
    case 'cancelled':
      return (
        <Ended tone="plain" word="Cancelled">
          {progress.message === null
            ? `${item.fileName}; nothing of it was kept`
            : `${item.fileName}. ${progress.message}`}
        </Ended>
      );
    case 'failed':
      return (
        <ErrorState
          error={{ file: item.fileName, ...progress.error }}
          action={
            <>
              <Button size="small" icon={RotateCw} onPress={() => importAs(item.id, item.reading)}>
                Try again
              </Button>
              {item.members === null && <ReadingButton item={item} />}
            </>
          }
        />
      );
    case 'duplicate':
      return (
        <Ended tone="accent" icon={Copy} word="Duplicate">
          {item.fileName} holds the same bytes as {progress.source.file}; it was not imported again
        </Ended>
      );
    case 'taken':
      return <Taken fileName={item.fileName} sources={progress.sources} left={progress.left} />;
    case 'done': {
      const { source } = progress;
      return (
        <Ended tone="good" word="Imported">
          {source.file}: {source.format}, {formatQuantity(source.rows, 'row')}, {formatBytes(source.bytes)} in{' '}
          {formatDurationMs(source.durationMs)}
          {source.rejectedCount > 0 && (
            <>
              ;{' '}
              <a href={hrefOf(`/sources/${source.id}`)}>
                {formatQuantity(source.rejectedCount, 'line')} rejected
              </a>
            </>
          )}
        </Ended>
      );
    }
  }
}

const canCancel = ({ progress }: ImportItem): boolean =>
  progress.state === 'importing' || progress.state === 'waiting' || progress.state === 'asking';

/** Files on their way in, and how those that ended fared. */
export function ImportQueue() {
  const items = useImports((store) => store.items);
  if (items.length === 0) return null;
  const ended = items.filter((item) => !canCancel(item) && item.progress.state !== 'detecting').length;
  return (
    <Section
      title="Imports"
      aside={
        ended > 1 && (
          <Button size="small" onPress={dismissFinished}>
            Put finished ones away
          </Button>
        )
      }
    >
      <ul className="import-queue">
        {items.map((item) => (
          <li key={item.id} className="import-item">
            <div className="import-outcome">
              <Outcome item={item} />
            </div>
            {item.progress.state !== 'detecting' && (
              <IconButton
                size="small"
                icon={X}
                label={canCancel(item) ? `Cancel ${item.fileName}` : `Put away ${item.fileName}`}
                onPress={() => {
                  if (canCancel(item)) void attempt(() => cancelImport(item));
                  else dismissImport(item.id);
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
