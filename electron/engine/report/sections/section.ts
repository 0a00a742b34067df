// A section of the report: what it shows, and what a reader will look for in it and not find.
import type { Block, Missing } from '../blocks.ts';
import type { ReportContext } from '../context.ts';

export interface SectionContent {
  blocks: Block[];
  /** In whole sentences, under the name by which the method knows what is missing. */
  missing: Missing[];
}

export interface Section {
  /** Its anchor. */
  id: string;
  title: string;
  /** On the first page, before the contents and without a number; such a section brings its own headings. */
  front?: true;
  /** `missingBefore` is what the sections before this one miss. */
  build(context: ReportContext, missingBefore: readonly Missing[]): SectionContent;
}

/** One thing that is missing, unless it is there. */
export const missingUnless = (present: boolean, section: string, message: string): Missing[] =>
  present ? [] : [{ section, message }];
