// All traces: how long they take, what they wait for together, and the list to open one from.
import { useDeferredValue, useMemo, useState } from 'react';
import { X } from 'lucide-react';
import type { AnalysisResult } from '../../../shared/analyses/index.ts';
import { NoEvidence, PinButton } from '../../evidence/index.ts';
import { navigate, useAnalysis, usePlace, useQuery } from '../../state/index.ts';
import {
  Button,
  Checkbox,
  Computing,
  ErrorState,
  FilterField,
  Inspector,
  PendingScreen,
  Screen,
  Select,
  Skeleton,
  Tabs,
} from '../../ui/index.ts';
import { readAddress, writeAddress, type TraceAddress } from './address.ts';
import { DurationChart } from './DurationChart.tsx';
import { OperationTable } from './OperationTable.tsx';
import { TraceTable } from './TraceTable.tsx';
import { WaitTable } from './WaitTable.tsx';

const question = 'Where does the time of a request go?';
const allServices = '';
const topics = ['traces'] as const;

export function TracesOverview() {
  const { data, error, reload, progress } = useAnalysis('trace-operations', {}, topics);
  const { query } = usePlace();
  if (error || !data) {
    return (
      <PendingScreen question={question} title="Traces" error={error} onRetry={reload}>
        <Computing progress={progress} />
        <Skeleton height={180} />
        <Skeleton lines={8} />
      </PendingScreen>
    );
  }
  if (data.result.traceCount === 0) return <NoTraces />;
  return <Overview services={data.result.services} address={readAddress(query)} />;
}

interface OverviewProps {
  services: AnalysisResult<'trace-operations'>['services'];
  address: TraceAddress;
}

function Overview({ services: names, address }: OverviewProps) {
  const { service, operation, errorsOnly } = address;
  const [search, setSearch] = useState(address.search);
  const searched = useDeferredValue(search.trim());
  const spanFilter = { ...(service !== null && { service }), ...(operation !== null && { operation }) };
  const filter = {
    ...spanFilter,
    ...(searched !== '' && { search: searched }),
    ...(errorsOnly && { errorsOnly }),
  };
  const waits = useAnalysis('critical-path-summary', spanFilter, topics, { keepPrevious: true });
  const operations = useAnalysis(
    'trace-operations',
    address.view === 'operations' ? spanFilter : null,
    topics,
    { keepPrevious: true },
  );
  const distribution = useQuery('trace.distribution', filter, topics, { keepPrevious: true });
  const change = (part: Partial<TraceAddress>): void =>
    navigate(writeAddress({ ...address, search: search.trim(), ...part }), { replace: true });
  const services = useMemo(
    () => [{ id: allServices, label: 'All services' }, ...names.map((name) => ({ id: name, label: name }))],
    [names],
  );

  return (
    <Screen
      question={question}
      title="Traces"
      answer={waits.data?.sentence ?? 'Finding what requests wait for…'}
      answerMissing={!waits.data}
      actions={<PinButton answer={address.view === 'operations' ? operations.data : waits.data} />}
      fill
    >
      <Computing progress={waits.progress ?? operations.progress} />
      <div className="traces-tools">
        <FilterField label="Find by id, operation or attribute" value={search} onChange={setSearch} />
        <Select
          label="Service"
          labelHidden
          options={services}
          value={service ?? allServices}
          onChange={(id) => change({ service: id === allServices ? null : id, operation: null })}
        />
        <Checkbox isSelected={errorsOnly} onChange={(isSelected) => change({ errorsOnly: isSelected })}>
          With errors
        </Checkbox>
        {operation !== null && (
          <Button size="small" icon={X} onPress={() => change({ operation: null })}>
            Through {operation}
          </Button>
        )}
      </div>
      {distribution.error ? (
        <ErrorState error={distribution.error} />
      ) : (
        <DurationChart distribution={distribution.data} />
      )}
      <Tabs
        label="View"
        fill
        selected={address.view}
        onSelect={(id) => change({ view: id === 'operations' || id === 'waits' ? id : 'traces' })}
        tabs={[
          { id: 'traces', label: 'Traces', content: <TraceTable filter={filter} /> },
          {
            id: 'operations',
            label: 'Operations',
            content: (
              <OperationTable
                operations={operations.data?.result.operations ?? null}
                error={operations.error}
                onOpen={(one) => change({ view: 'traces', service: one.service, operation: one.operation })}
              />
            ),
          },
          {
            id: 'waits',
            label: 'What requests wait for',
            content: (
              <WaitTable
                waits={waits.data?.result ?? null}
                error={waits.error}
                onOpen={(one) => change({ view: 'traces', service: one.service, operation: one.operation })}
              />
            ),
          },
        ]}
      />
      <Inspector guidance={<Guidance />} />
    </Screen>
  );
}

function NoTraces() {
  return (
    <Screen question={question} title="Traces" answer="No trace has been imported yet." answerMissing>
      <NoEvidence
        kinds={['traces']}
        title="Ask the client for traces of slow requests"
        importWords="Import traces"
      >
        <p>
          A trace shows which service and which call a request waited for. Take an hour of the peak, before
          and after each change; sampled traces are enough if slow ones are kept. Exports of several services
          are read together by their trace ids.
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
        Begin with what requests wait for: the operations that take most of the critical path. Making anything
        else faster does not make requests faster.
      </p>
      <p>
        Then open a slow trace and a usual one and compare. Look for many short calls in a row, for calls that
        could run side by side, and for time of a service’s own between its calls.
      </p>
      <p className="muted">
        Percentiles are exact, from the duration of every span (type 7). Self time is a span’s duration
        without the time its children cover. Done when the slowest step is named and pinned.
      </p>
    </div>
  );
}
