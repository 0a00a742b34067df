import { metricsSink } from './metrics.ts';
import { profileSink } from './profile.ts';
import type { SinkTable } from './sink.ts';
import { traceSink } from './traces.ts';

export const sinks: SinkTable = { metrics: metricsSink, traces: traceSink, profile: profileSink };
