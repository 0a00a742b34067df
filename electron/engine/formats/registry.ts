// Every importer Assay has. A new format is a new folder and one line here.
import { collapsedStacksImporter } from './collapsed-stacks/index.ts';
import { cpuProfileImporter } from './cpuprofile/index.ts';
import type { Importer } from './format.ts';
import { metricCsvLong, metricCsvWide } from './metric-csv/index.ts';
import { otlpJsonImporter } from './otlp-json/index.ts';

export const importers: readonly Importer[] = [
  collapsedStacksImporter,
  cpuProfileImporter,
  otlpJsonImporter,
  metricCsvWide,
  metricCsvLong,
];
