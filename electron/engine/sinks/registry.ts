import { profileSink } from './profile.ts';
import type { SinkTable } from './sink.ts';

const notYet = (): never => {
  throw new Error('sink missing');
};

export const sinks: SinkTable = { metrics: notYet, traces: notYet, profile: profileSink };
