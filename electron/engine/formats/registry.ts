// Every format Assay reads. A new format is a new folder and one line here.
import { collapsedStacks } from './collapsed-stacks/index.ts';
import { cpuProfile } from './cpuprofile/index.ts';
import type { Format } from './format.ts';
import { metricCsvLong, metricCsvWide } from './metric-csv/index.ts';
import { otlpJson } from './otlp-json/index.ts';

export const formats: readonly Format[] = [
  collapsedStacks,
  cpuProfile,
  otlpJson,
  metricCsvWide,
  metricCsvLong,
];
