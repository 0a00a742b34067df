import { formatCount, formatDurationMs } from '../../../shared/domain/format.ts';
import type { AnalysisResult } from '../../../shared/analyses/index.ts';
import { NoEvidenceInStep, PinButton } from '../../evidence/index.ts';
import { hrefOf, navigate, useAnalysis } from '../../state/index.ts';
import { Computing, DataTable, ErrorState, Skeleton, type DataColumn } from '../../ui/index.ts';

type Operation = AnalysisResult<'trace-operations'>['operations'][number];

const ms = (value: number): string => formatDurationMs(value);
const columns: readonly DataColumn<Operation>[] = [
  { id: 'operation', header: 'Operation', value: (row) => `${row.service} ${row.operation}`, minWidth: 180 },
  {
    id: 'count',
    header: 'Spans',
    value: (row) => row.count,
    cell: (row) => formatCount(row.count),
    numeric: true,
    width: 72,
  },
  {
    id: 'p95',
    header: 'p95',
    value: (row) => row.p95Ms,
    cell: (row) => ms(row.p95Ms),
    numeric: true,
    width: 88,
  },
  {
    id: 'p99',
    header: 'p99',
    value: (row) => row.p99Ms,
    cell: (row) => ms(row.p99Ms),
    numeric: true,
    width: 88,
  },
  {
    id: 'self',
    header: 'Self time',
    value: (row) => row.selfTimeMs,
    cell: (row) => ms(row.selfTimeMs),
    numeric: true,
    width: 96,
  },
];

/** Operations ranked by the time spent in themselves: where a slow request goes. */
export function OperationsPanel() {
  const { data, error, progress } = useAnalysis('trace-operations', {}, ['traces']);
  if (error) return <ErrorState error={error} />;
  if (!data) {
    return (
      <>
        <Computing progress={progress} />
        <Skeleton height={180} />
      </>
    );
  }
  const { operations, services, traceCount } = data.result;
  if (operations.length === 0) {
    return (
      <NoEvidenceInStep kinds={['traces']} title="No traces yet" importWords="Import traces">
        Traces show which hop a slow request waits for. A few hundred from the peak are enough.
      </NoEvidenceInStep>
    );
  }
  return (
    <div className="panel stack">
      <p className="panel-line">
        {formatCount(traceCount)} traces of {formatCount(services.length)} services, ranked by self time.{' '}
        <a href={hrefOf('/traces')}>Traces</a>
      </p>
      <DataTable
        label="Operations by self time"
        rows={operations}
        columns={columns}
        rowKey={(row) => `${row.service} ${row.operation}`}
        onOpen={(row) =>
          navigate(
            `/traces?${new URLSearchParams({ service: row.service, operation: row.operation }).toString()}`,
          )
        }
        initialSort={{ id: 'self', descending: true }}
        maxRows={8}
      />
      <div className="row">
        <PinButton answer={data} />
      </div>
    </div>
  );
}
