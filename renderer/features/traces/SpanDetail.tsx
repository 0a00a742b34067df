import type { Span } from '../../../shared/contract/traces.ts';
import { formatDurationNs, formatShare } from '../../../shared/domain/format.ts';
import { hrefOf, useQuery } from '../../state/index.ts';
import { ErrorState, KeyFigure, Section, Skeleton, StateMark } from '../../ui/index.ts';
import type { WaterfallModel } from './waterfall/model.ts';

interface SpanDetailProps {
  traceId: string;
  model: WaterfallModel;
  /** Of the span in the model, or -1. */
  index: number;
}

/** All that is known of one span. */
export function SpanDetail({ traceId, model, index }: SpanDetailProps) {
  const span = model.spans[index];
  const { data, error } = useQuery('trace.span', span ? { traceId, spanId: span.spanId } : null, ['traces']);
  if (!span) return <p className="muted">Choose a span in the waterfall to see its attributes.</p>;
  const onPathNs = (model.critical.get(span.spanId) ?? []).reduce(
    (sum, part) => sum + part.toNs - part.fromNs,
    0,
  );
  return (
    <div className="span-detail" tabIndex={0} role="region" aria-label="Span">
      <div>
        <p className="muted dense">{span.service}</p>
        <h2 className="span-detail-name">{span.operation}</h2>
      </div>
      <Status span={span} />
      <dl className="key-figures">
        <KeyFigure label="Duration" value={formatDurationNs(span.durationNs)} />
        <KeyFigure label="Self time" value={formatDurationNs(span.selfTimeNs)} />
        <KeyFigure
          label="On the critical path"
          value={
            onPathNs === 0
              ? 'No'
              : `${formatDurationNs(onPathNs)}, ${formatShare(onPathNs / model.criticalNs)}`
          }
        />
        <KeyFigure label="Starts after" value={formatDurationNs(span.offsetNs)} />
      </dl>
      {error && <ErrorState error={error} />}
      {!data && !error && <Skeleton lines={5} />}
      {data && (
        <>
          <Section title="Attributes">
            <Attributes values={data.attributes} />
          </Section>
          {data.events.length > 0 && (
            <Section title="Events">
              <ol className="span-events">
                {data.events.map(({ name, offsetNs, attributes }, position) => (
                  // oxlint-disable-next-line react/no-array-index-key -- events have no identity but their place
                  <li key={position}>
                    <p>
                      {name || 'Unnamed event'}{' '}
                      <span className="muted dense">
                        {formatDurationNs(offsetNs - span.offsetNs)} into the span
                      </span>
                    </p>
                    {Object.keys(attributes).length > 0 && <Attributes values={attributes} />}
                  </li>
                ))}
              </ol>
            </Section>
          )}
          {data.links.length > 0 && (
            <Section title="Links">
              <ul className="span-events">
                {data.links.map(({ traceId: linked, spanId, isHere, attributes }) => (
                  <li key={`${linked} ${spanId}`}>
                    <p className="mono">
                      {isHere ? <a href={hrefOf(`/traces/${linked}`)}>{linked}</a> : linked}
                      {!isHere && <span className="muted dense"> not in this audit</span>}
                    </p>
                    <Attributes values={{ 'span id': spanId, ...attributes }} />
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <Section title="Resource">
            <Attributes values={data.resource} />
          </Section>
          <Section title="Identity">
            <Attributes
              values={{ kind: span.kind, 'span id': span.spanId, 'parent id': span.parentSpanId ?? 'none' }}
            />
          </Section>
        </>
      )}
    </div>
  );
}

function Status({ span }: { span: Span }) {
  if (span.status === 'error') {
    return (
      <StateMark tone="bad">Error{span.statusMessage === '' ? '' : `: ${span.statusMessage}`}</StateMark>
    );
  }
  return span.status === 'ok' ? <StateMark tone="good">Ok</StateMark> : null;
}

function Attributes({ values }: { values: Span['attributes'] }) {
  const entries = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return <p className="muted dense">None.</p>;
  return (
    <dl className="span-attributes">
      {entries.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd className="mono">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
