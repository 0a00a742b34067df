import { NoEvidenceInStep, PinButton } from '../../evidence/index.ts';
import { hrefOf, navigate, useAnalysis } from '../../state/index.ts';
import { Computing, ErrorState, Skeleton } from '../../ui/index.ts';
import { writeAddress } from './address.ts';
import { CallTable } from './tables.tsx';

/** Who calls whom, beside the flows of requests that an auditor writes down. */
export function TopologyPanel() {
  const { data, error, progress } = useAnalysis('service-topology', {}, ['topology', 'traces']);
  if (error) return <ErrorState error={error} />;
  if (!data) {
    return (
      <>
        <Computing progress={progress} />
        <Skeleton height={120} />
      </>
    );
  }
  if (data.result.edges.length === 0) {
    return (
      <NoEvidenceInStep kinds={['topology']} title="No topology yet" importWords="Import a topology">
        It shows who calls whom, also where no trace reaches.
      </NoEvidenceInStep>
    );
  }
  return (
    <div className="panel stack">
      <p className="panel-line">
        {data.sentence} <a href={hrefOf('/topology')}>Topology</a>
      </p>
      <CallTable
        edges={data.result.edges}
        maxRows={8}
        onOpen={({ from }) => navigate(writeAddress({ view: 'graph', selected: from }))}
      />
      <div className="row">
        <PinButton answer={data} />
      </div>
    </div>
  );
}
