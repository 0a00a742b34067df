import type { AnalysisAnswer } from '../../../shared/contract/analyses.ts';
import { NoEvidence, PinButton } from '../../evidence/index.ts';
import { navigate, useAnalysis, usePlace } from '../../state/index.ts';
import { Computing, Inspector, PendingScreen, Screen, Skeleton, Tabs } from '../../ui/index.ts';
import { readAddress, writeAddress, type TopologyAddress } from './address.ts';
import { GraphTab } from './GraphTab.tsx';
import { Readings, Unconfirmed, useUnconfirmed } from './Readings.tsx';
import { CallTable, ServiceTable } from './tables.tsx';
import './topology.css';

const question = 'Who calls whom?';
const title = 'Topology';

export function TopologyScreen() {
  const { data, error, reload, progress } = useAnalysis('service-topology', {}, ['topology', 'traces'], {
    keepPrevious: true,
  });
  const { query } = usePlace();
  if (error || !data) {
    return (
      <PendingScreen question={question} title={title} error={error} onRetry={reload}>
        <Computing progress={progress} />
        <Skeleton height={360} />
      </PendingScreen>
    );
  }
  if (data.result.nodes.length === 0) return <NoTopology />;
  return <Graph answer={data} address={readAddress(query)} />;
}

interface GraphProps {
  answer: AnalysisAnswer<'service-topology'>;
  address: TopologyAddress;
}

function Graph({ answer, address }: GraphProps) {
  const { nodes, edges } = answer.result;
  const unconfirmed = useUnconfirmed();
  const change = (part: Partial<TopologyAddress>): void =>
    navigate(writeAddress({ ...address, ...part }), { replace: true });
  const show = (selected: string): void => change({ view: 'graph', selected });
  return (
    <Screen
      question={question}
      title={title}
      answer={answer.sentence}
      actions={<PinButton answer={answer} />}
      fill
    >
      <Unconfirmed files={unconfirmed} />
      <Readings />
      <Tabs
        label="View"
        fill
        selected={address.view}
        onSelect={(id) => change({ view: id === 'calls' || id === 'services' ? id : 'graph' })}
        tabs={[
          {
            id: 'graph',
            label: 'Graph',
            content: (
              <GraphTab
                graph={answer.result}
                selected={address.selected}
                onSelect={(selected) => change({ selected })}
              />
            ),
          },
          {
            id: 'calls',
            label: 'Calls',
            count: edges.length,
            content: <CallTable edges={edges} onOpen={({ from }) => show(from)} />,
          },
          {
            id: 'services',
            label: 'Services',
            count: nodes.length,
            content: (
              <ServiceTable nodes={nodes} selected={address.selected} onOpen={({ name }) => show(name)} />
            ),
          },
        ]}
      />
      <Inspector guidance={<Guidance />} />
    </Screen>
  );
}

function NoTopology() {
  const unconfirmed = useUnconfirmed();
  return (
    <Screen question={question} title={title} answer="Nothing tells yet who calls whom." answerMissing>
      <Unconfirmed files={unconfirmed} />
      <NoEvidence
        kinds={['topology']}
        title="Ask the client who calls whom"
        {...(unconfirmed.length === 0 && { importWords: 'Import a topology' })}
      >
        <p>
          A table of callers and called, or a matrix with the services as header and first column. A tracing
          server or a mesh has one ready; a map of the architecture can be typed in minutes. Traces add what
          they show by themselves.
        </p>
      </NoEvidence>
      <Inspector guidance={<Guidance />} />
    </Screen>
  );
}

function Guidance() {
  return (
    <div className="stack">
      <p>
        Follow the longest chain and what is called by most: a slow service there makes everything slow that
        stands to its left. A cycle can keep a failure going.
      </p>
      <p>
        Check with the team that nothing is missing, above all what no trace reaches: queues, batch jobs,
        hosts outside.
      </p>
      <p className="muted">
        Calls, errors and p95 (type 7) are counted from traces where these show the call. What a file says is
        shown as it says it; its direction was confirmed when it was imported.
      </p>
    </div>
  );
}
