// Written by `npm run registries` from the files beside it.
import type { Format } from './format.ts';
import { format as collapsedStacksFormat } from './collapsed-stacks/index.ts';
import { format as cpuprofileFormat } from './cpuprofile/index.ts';
import { formats as metricCsvFormats } from './metric-csv/index.ts';
import { format as otlpJsonFormat } from './otlp-json/index.ts';
import { format as topologyCsvFormat } from './topology-csv/index.ts';

export const formats: readonly Format[] = [
  collapsedStacksFormat,
  cpuprofileFormat,
  ...metricCsvFormats,
  otlpJsonFormat,
  topologyCsvFormat,
];
