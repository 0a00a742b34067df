// One trace: its waterfall with the critical path drawn on it, and what it waited for in words and in a table.
import { ArrowLeft } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { TraceRow } from '../../../shared/contract/traces.ts';
import { formatQuantity, formatTime } from '../../../shared/domain/format.ts';
import { PinButton } from '../../evidence/index.ts';
import { navigate, useAnalysis, usePlace, useQuery, useTimeZone } from '../../state/index.ts';
import {
  Computing,
  IconButton,
  Inspector,
  PendingScreen,
  Notice,
  Screen,
  Skeleton,
  Tabs,
} from '../../ui/index.ts';
import { traceAddress } from './address.ts';
import { CriticalPathTable } from './CriticalPathTable.tsx';
import { SpanDetail } from './SpanDetail.tsx';
import { buildModel, type WaterfallModel } from './waterfall/model.ts';
import { Waterfall } from './waterfall/Waterfall.tsx';

const question = 'What did this request wait for?';
const topics = ['traces'] as const;

export function TraceScreen({ traceId }: { traceId: string }) {
  const got = useQuery('trace.get', { traceId, attributes: false }, topics);
  const path = useAnalysis('critical-path', { traceId }, topics);
  const error = got.error ?? path.error;
  const model = useMemo(
    () => (got.data && path.data ? buildModel(got.data.trace, got.data.spans, path.data.result) : null),
    [got.data, path.data],
  );
  const back = <IconButton icon={ArrowLeft} label="All traces" onPress={() => navigate('/traces')} />;
  if (error || !model || !got.data || !path.data) {
    return (
      <PendingScreen question={question} title="Trace" actions={back} error={error}>
        <Computing progress={path.progress} />
        <Skeleton height={48} />
        <Skeleton lines={12} />
      </PendingScreen>
    );
  }
  const { trace, warnings } = got.data;
  const name = `${trace.rootService} ${trace.rootOperation}`;
  return (
    <Screen
      question={question}
      title={name}
      answer={<Answer trace={trace} sentence={path.data.sentence} />}
      actions={
        <>
          {back}
          <PinButton answer={path.data} />
        </>
      }
      fill
    >
      {warnings.length > 0 && <Warnings warnings={warnings} />}
      <Workbench trace={trace} model={model} />
      <Inspector guidance={<Guidance />} />
    </Screen>
  );
}

function Answer({ trace, sentence }: { trace: TraceRow; sentence: string }) {
  const timeZone = useTimeZone();
  const startMs = Number(BigInt(trace.startNs) / 1_000_000n);
  return (
    <>
      <p>{sentence}</p>
      <p className="dense muted">
        {formatQuantity(trace.spanCount, 'span')} of {formatQuantity(trace.serviceCount, 'service')}
        {trace.errorCount > 0 && `, ${formatQuantity(trace.errorCount, 'error')}`}; began{' '}
        {formatTime(startMs, timeZone, 'ms')} {timeZone}; <span className="mono">{trace.traceId}</span>
      </p>
    </>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return (
    <Notice tone="warn">
      {warnings.map((warning) => (
        <p key={warning}>{warning}</p>
      ))}
    </Notice>
  );
}

function Workbench({ trace, model }: { trace: TraceRow; model: WaterfallModel }) {
  const { query } = usePlace();
  const spanId = query.get('span');
  const [panel, setPanel] = useState('path');
  const selected = useMemo(
    () => (spanId === null ? -1 : model.spans.findIndex((span) => span.spanId === spanId)),
    [model, spanId],
  );
  const select = useCallback(
    (index: number): void => {
      const span = model.spans[index];
      if (!span) return;
      navigate(traceAddress(trace.traceId, span.spanId), { replace: true });
      setPanel('span');
    },
    [model, trace.traceId],
  );
  return (
    <div className="trace-panels">
      <Waterfall model={model} selected={selected} onSelect={select} />
      <div className="trace-side">
        <Tabs
          label="Beside the waterfall"
          fill
          selected={panel}
          onSelect={setPanel}
          tabs={[
            {
              id: 'path',
              label: 'Critical path',
              content: (
                <CriticalPathTable
                  model={model}
                  onOpen={(id) => select(model.spans.findIndex((span) => span.spanId === id))}
                />
              ),
            },
            {
              id: 'span',
              label: 'Span',
              content: <SpanDetail traceId={trace.traceId} model={model} index={selected} />,
            },
          ]}
        />
      </div>
    </div>
  );
}

function Guidance() {
  return (
    <div className="stack">
      <p>
        The line under a bar is the critical path: what the request waited for at each instant. It is walked
        from the end backwards, each time to the call that finished last. Only what lies on it can make the
        request faster.
      </p>
      <p>
        Look for the same call repeated one after another, for gaps in which a service works by itself, and
        for calls that wait for each other without need.
      </p>
      <p className="muted">
        Arrows move and open, Enter shows a span, + and − zoom, 0 shows all, Z zooms to the span. Consumers of
        a queue are not waited for.
      </p>
    </div>
  );
}
