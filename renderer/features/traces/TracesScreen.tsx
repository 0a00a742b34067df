import { TraceScreen } from './TraceScreen.tsx';
import { TracesOverview } from './TracesOverview.tsx';
import './traces.css';

export function TracesScreen({ parameters }: { parameters: Record<string, string> }) {
  const traceId = parameters['id'];
  return traceId === undefined ? <TracesOverview /> : <TraceScreen key={traceId} traceId={traceId} />;
}
