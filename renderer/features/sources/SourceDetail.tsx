import { ArrowRight, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/contract/index.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import { kindContracts } from '../../../shared/contract/kinds.ts';
import {
  formatBytes,
  formatCount,
  formatDurationMs,
  formatShare,
  formatTime,
} from '../../../shared/domain/format.ts';
import { useTimeZone } from '../../state/audit.ts';
import { call } from '../../state/bridge.ts';
import { navigate } from '../../state/router.ts';
import { attempt } from '../../state/toasts.ts';
import { notifyUndoable } from '../../state/undo.ts';
import { Button, Copyable, DataTable, Notice, Tabs, type DataColumn } from '../../ui/index.ts';

type Rejected = Output<'source.list'>['sources'][number]['rejected'][number];

const rejectedColumns: readonly DataColumn<Rejected>[] = [
  { id: 'line', header: 'Line', value: (row) => row.line, numeric: true, width: 96 },
  { id: 'offset', header: 'Byte', value: (row) => row.offset, numeric: true, width: 112 },
  { id: 'reason', header: 'Reason', value: (row) => row.reason, minWidth: 240 },
];
const rejectedKey = ({ line, offset, reason }: Rejected): string => `${line} ${offset} ${reason}`;

async function remove({ id, file }: Source): Promise<void> {
  await call('source.remove', { sourceId: id });
  navigate('/sources', { replace: true });
  notifyUndoable(`${file} was set aside.`, () => call('source.restore', { sourceId: id }));
}

function Particulars({ source }: { source: Source }) {
  const timeZone = useTimeZone();
  const facts: readonly [string, string][] = [
    ['Kind', source.kinds.map((kind) => kindContracts[kind].name).join(', ')],
    ['Format', `${source.format}, importer version ${source.importerVersion}`],
    ['Sure of the format', formatShare(source.confidence)],
    ['Rows', formatCount(source.rows)],
    ['Size', `${formatBytes(source.bytes)} (${formatCount(source.bytes)} B)`],
    ...(source.container === null
      ? []
      : [['Came in', `${source.container.file}, as ${source.container.member}`] satisfies [string, string]]),
    ['Imported', `${formatTime(source.importedAt, timeZone)} ${timeZone}`],
    ['Took', formatDurationMs(source.durationMs)],
    ...Object.entries(source.options).map(([key, value]): [string, string] => [`Option ${key}`, value]),
  ];
  return (
    <div className="stack">
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="stack-tight">
        <span className="dense muted">SHA-256 of the file as it was imported</span>
        <Copyable text={source.sha256} label="Copy the SHA-256" />
      </div>
    </div>
  );
}

function Rejections({ source }: { source: Source }) {
  if (source.rejectedCount === 0) return <p className="muted">Every line of the file was read.</p>;
  return (
    <>
      {source.rejectedCount > source.rejected.length && (
        <p className="muted">
          The first {formatCount(source.rejected.length)} of {formatCount(source.rejectedCount)}.
        </p>
      )}
      <DataTable
        label="Rejected lines"
        rows={source.rejected}
        columns={rejectedColumns}
        rowKey={rejectedKey}
        maxRows={12}
      />
    </>
  );
}

function Warnings({ source }: { source: Source }) {
  if (source.warnings.length === 0) return <p className="muted">The importer had nothing to remark.</p>;
  return (
    <div className="stack">
      {source.warnings.map(({ code, message }) => (
        <Notice key={`${code} ${message}`} tone="warn">
          {message} <span className="dense muted">{code}</span>
        </Notice>
      ))}
    </div>
  );
}

/** One source: what it is, what was rejected and why, what the importer remarked. */
export function SourceDetail({ source, readOnly }: { source: Source; readOnly: boolean }) {
  const [tab, setTab] = useState(source.rejectedCount > 0 ? 'rejected' : 'particulars');
  return (
    <section className="source-detail card" aria-label={source.file}>
      <div className="row">
        <h2 className="truncate" title={source.file}>
          {source.file}
        </h2>
        <span className="spacer" />
        {source.kinds.map((kind) => (
          <Button
            key={kind}
            size="small"
            icon={ArrowRight}
            onPress={() => navigate(kindContracts[kind].place)}
          >
            Show its {kindContracts[kind].name.toLowerCase()}
          </Button>
        ))}
        <Button
          size="small"
          variant="danger"
          icon={Trash2}
          isDisabled={readOnly}
          onPress={() => void attempt(() => remove(source))}
        >
          Set aside
        </Button>
      </div>
      <Tabs
        label="About the source"
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'particulars', label: 'Particulars', content: <Particulars source={source} /> },
          {
            id: 'rejected',
            label: 'Rejected lines',
            count: source.rejectedCount,
            content: <Rejections source={source} />,
          },
          {
            id: 'warnings',
            label: 'Warnings',
            count: source.warnings.length,
            content: <Warnings source={source} />,
          },
        ]}
      />
    </section>
  );
}
