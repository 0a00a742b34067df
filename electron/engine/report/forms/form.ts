import type { Report } from '../blocks.ts';

/** A form of the report: how its blocks are printed. */
export interface Form {
  /** As the command line names it. */
  id: string;
  /** What it is for, to choose it by. */
  title: string;
  /** Of the file, without the dot. */
  extension: string;
  /** Deterministic: the same report gives the same text. */
  print(report: Report): string;
  /** Whether Assay, of any version, printed this text in this form. */
  isOwn(text: string): boolean;
}
