import { Plus, TriangleAlert } from 'lucide-react';
import { evidenceKinds, kindContracts } from '../../../shared/contract/kinds.ts';
import type { Source } from '../../../shared/contract/sources.ts';
import { formatBytes, formatCount, formatQuantity } from '../../../shared/domain/format.ts';
import { NoEvidence } from '../../evidence/index.ts';
import { useAudit } from '../../state/audit.ts';
import { useCommand } from '../../state/commands.ts';
import { useImports } from '../../state/imports.ts';
import { navigate } from '../../state/router.ts';
import { useSources } from '../../state/sources.ts';
import {
  Button,
  DataTable,
  ErrorState,
  Inspector,
  Screen,
  Skeleton,
  StateMark,
  type DataColumn,
} from '../../ui/index.ts';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportQueue } from './ImportQueue.tsx';
import { SourceDetail } from './SourceDetail.tsx';
import './sources.css';

const columns: readonly DataColumn<Source>[] = [
  { id: 'file', header: 'File', value: (source) => source.file, minWidth: 160 },
  { id: 'format', header: 'Format', value: (source) => source.format, width: 124 },
  {
    id: 'rows',
    header: 'Rows',
    value: (source) => source.rows,
    cell: (source) => formatCount(source.rows),
    numeric: true,
    width: 80,
  },
  {
    id: 'remarks',
    header: 'Remarks',
    value: (source) => source.rejectedCount + source.warnings.length,
    cell: (source) => <Remarks source={source} />,
    width: 148,
  },
  {
    id: 'bytes',
    header: 'Size',
    value: (source) => source.bytes,
    cell: (source) => formatBytes(source.bytes),
    numeric: true,
    width: 76,
  },
];

function Remarks({ source }: { source: Source }) {
  const remarks = [
    source.rejectedCount > 0 ? `${formatCount(source.rejectedCount)} rejected` : null,
    source.warnings.length > 0 ? formatQuantity(source.warnings.length, 'warning') : null,
  ].filter((remark) => remark !== null);
  if (remarks.length === 0) return <span className="muted">None</span>;
  return (
    <StateMark tone="warn" icon={TriangleAlert}>
      {remarks.join(', ')}
    </StateMark>
  );
}

const sourceKey = (source: Source): string => String(source.id);
const openSource = (source: Source): void => navigate(`/sources/${source.id}`);

function answerOf(sources: readonly Source[]): string {
  const counts = evidenceKinds
    .map((kind) => ({
      name: kindContracts[kind].file,
      count: sources.filter(({ kinds }) => kinds.includes(kind)).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => formatQuantity(count, name));
  const rejected = sources.reduce((sum, { rejectedCount }) => sum + rejectedCount, 0);
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  const lines = rejected === 0 ? 'every line was read' : `${formatQuantity(rejected, 'line')} rejected`;
  return `${counts.join(', ')}, ${formatBytes(bytes)} in all; ${lines}.`;
}

const guidance = (
  <>
    <h3>What to do</h3>
    <p>
      Drop the client’s exports anywhere on this window, also whole folders and archives. Each file is
      recognised by its bytes, hashed and read; its raw bytes are kept, so the evidence travels with the
      audit.
    </p>
    <h3>Why</h3>
    <p>
      Every figure in the report leads back to one of these files by its hash. What was not read is said here,
      line by line, not passed over.
    </p>
    <h3>Done when</h3>
    <p>
      Metrics cover at least a full cycle of the load, rejected lines are explained, and there is a trace or a
      profile of the slow path.
    </p>
  </>
);

export function SourcesScreen({ parameters }: { parameters: Record<string, string> }) {
  const info = useAudit((store) => store.info);
  const { data, error, loading, reload } = useSources();
  const importEvidence = useCommand('source.import');
  const isImporting = useImports(({ items }) => items.length > 0);
  const sources = data?.sources;
  const chosen = sources?.find(({ id }) => String(id) === parameters['id']);
  const readOnly = info?.readOnly === true;
  const isEmpty = sources?.length === 0;
  return (
    <Screen
      question="What evidence is there, and what of it could not be read?"
      title="Sources"
      answer={sources && (isEmpty ? 'Nothing is imported yet.' : answerOf(sources))}
      answerMissing={isEmpty === true}
      actions={
        <Button variant="primary" icon={Plus} isDisabled={readOnly} onPress={importEvidence.run}>
          {importEvidence.title}
        </Button>
      }
    >
      <Inspector guidance={guidance} />
      {error && <ErrorState error={error} onRetry={reload} />}
      <ImportQueue />
      <ImportPreview />
      {!sources && loading && <Skeleton lines={6} />}
      {sources && !isEmpty && (
        <DataTable
          label="Sources"
          rows={sources}
          columns={columns}
          rowKey={sourceKey}
          onOpen={openSource}
          selectedKey={chosen ? sourceKey(chosen) : null}
          filterLabel="Filter sources"
          maxRows={chosen || isImporting ? 8 : 16}
        />
      )}
      {chosen && <SourceDetail key={chosen.id} source={chosen} readOnly={readOnly} />}
      {isEmpty && !isImporting && (
        <NoEvidence kinds={evidenceKinds} title="Drop the client’s files here">
          <p>
            They may be plain or compressed with gzip or zstd, one by one or together in a zip, a tar or a
            folder. Nothing leaves this computer. These commands, run at the client’s, give files that can be
            dropped as they are.
          </p>
        </NoEvidence>
      )}
    </Screen>
  );
}
