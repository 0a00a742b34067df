import { metricsSink } from './metrics/sink.ts';
import { profileSink } from './profile/sink.ts';
import type { SinkTable } from './kind.ts';
import { traceSink } from './traces/sink.ts';

export const sinks: SinkTable = { metrics: metricsSink, traces: traceSink, profile: profileSink };
