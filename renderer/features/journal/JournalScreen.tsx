import { useState } from 'react';
import type { JournalEntry } from '../../../shared/contract/journal.ts';
import { formatCount, formatQuantity, formatTime } from '../../../shared/domain/format.ts';
import { useTimeZone } from '../../state/audit.ts';
import { useQuery } from '../../state/query.ts';
import {
  Button,
  Copyable,
  DataTable,
  ErrorState,
  Inspector,
  Notice,
  Screen,
  Skeleton,
  StateMark,
  type DataColumn,
} from '../../ui/index.ts';
import './journal.css';

/** Entries read at once, the newest first. */
const pageSize = 5000;
const shownHashDigits = 8;

const columnsByZone = new Map<string, readonly DataColumn<JournalEntry>[]>();

function columnsFor(timeZone: string): readonly DataColumn<JournalEntry>[] {
  const columns: readonly DataColumn<JournalEntry>[] = columnsByZone.get(timeZone) ?? [
    { id: 'sequence', header: 'No.', value: (entry) => entry.sequence, numeric: true, width: 56 },
    {
      id: 'at',
      header: 'When',
      value: (entry) => entry.at,
      cell: (entry) => formatTime(entry.at, timeZone),
      width: 136,
    },
    { id: 'action', header: 'Action', value: (entry) => entry.action, width: 136 },
    { id: 'summary', header: 'What happened', value: (entry) => entry.summary, minWidth: 180 },
    {
      id: 'hash',
      header: 'Hash',
      value: (entry) => entry.hash,
      cell: (entry) => <span className="mono">{entry.hash.slice(0, shownHashDigits)}</span>,
      width: 80,
    },
  ];
  columnsByZone.set(timeZone, columns);
  return columns;
}

const entryKey = (entry: JournalEntry): string => String(entry.sequence);

function EntryDetail({ entry, timeZone }: { entry: JournalEntry; timeZone: string }) {
  return (
    <section className="card stack journal-detail" aria-label={`Entry ${entry.sequence}`}>
      <h2>
        {entry.sequence}. {entry.summary}
      </h2>
      <p className="muted">
        {entry.action}, {formatTime(entry.at, timeZone, 'ms')} {timeZone}
      </p>
      <pre className="journal-json">{JSON.stringify(entry.detail, null, 2)}</pre>
      <dl className="stack-tight">
        <dt className="dense muted">Hash</dt>
        <dd>
          <Copyable text={entry.hash} label="Copy the hash" />
        </dd>
        <dt className="dense muted">Hash of the entry before</dt>
        <dd className="mono">{entry.previousHash || 'None: this is the first.'}</dd>
      </dl>
    </section>
  );
}

const guidance = (
  <>
    <h3>What stands here</h3>
    <p>
      Every decision, import, freeze, override and edit of substance, in order. Nothing is ever changed or
      taken out.
    </p>
    <h3>Why it can be trusted</h3>
    <p>
      Each entry holds the SHA-256 of the one before it and of its own content. Changing an old entry would
      change every hash after it, and the head of the chain is in each signed bundle.
    </p>
  </>
);

export function JournalScreen() {
  const timeZone = useTimeZone();
  const chain = useQuery('journal.verify', {}, ['journal']);
  const total = chain.data?.entries;
  const [page, setPage] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const end = total === undefined ? 0 : Math.max(0, total - page * pageSize);
  const offset = Math.max(0, end - pageSize);
  const list = useQuery(
    'journal.list',
    total === undefined ? null : { offset, limit: Math.max(1, end - offset) },
    ['journal'],
    { keepPrevious: true },
  );
  const entries = list.data?.entries;
  const entry = entries?.find((one) => entryKey(one) === chosen);
  const error = chain.error ?? list.error;
  return (
    <Screen
      question="What was decided and done, in which order, and has the record been altered?"
      title="Journal"
      answer={
        chain.data &&
        (chain.data.ok ? (
          <StateMark tone="good">
            {formatQuantity(chain.data.entries, 'entry', 'entries')}, the chain of hashes is whole
          </StateMark>
        ) : (
          <StateMark tone="bad">
            The chain of hashes breaks at entry {formatCount(chain.data.firstBroken)}
          </StateMark>
        ))
      }
      fill
    >
      <Inspector guidance={guidance} />
      {error && <ErrorState error={error} onRetry={list.reload} />}
      {chain.data?.ok === false && (
        <Notice tone="bad">
          Entry {formatCount(chain.data.firstBroken)} or one before it is not what was written. Compare this
          audit with a bundle signed earlier: its journal shows what stood there.
        </Notice>
      )}
      {!entries && !error && <Skeleton lines={8} />}
      {entries && (
        <DataTable
          label="Journal"
          rows={entries}
          columns={columnsFor(timeZone)}
          rowKey={entryKey}
          onOpen={(one) => setChosen(entryKey(one))}
          selectedKey={chosen}
          initialSort={{ id: 'sequence', descending: true }}
          filterLabel="Filter entries"
          tools={
            total !== undefined &&
            total > pageSize && (
              <div className="row">
                <Button size="small" isDisabled={offset === 0} onPress={() => setPage(page + 1)}>
                  Earlier entries
                </Button>
                <Button size="small" isDisabled={page === 0} onPress={() => setPage(page - 1)}>
                  Later entries
                </Button>
                <span className="muted dense">
                  {formatCount(offset + 1)} to {formatCount(end)} of {formatCount(total)}
                </span>
              </div>
            )
          }
        />
      )}
      {entry && <EntryDetail entry={entry} timeZone={timeZone} />}
    </Screen>
  );
}
