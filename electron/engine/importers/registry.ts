// Every importer Assay has. A new format is a new folder and one line here.
import type { Importer } from './importer.ts';

export const importers: readonly Importer[] = [];
