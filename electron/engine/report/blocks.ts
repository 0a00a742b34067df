// What a report is made of, as plain data that a form prints (forms/). Deterministic: the same audit gives the same
// blocks; no clock and no markup in them. What was not done is part of it, in `missing`, so that no form can leave it
// out. Everything that comes from the audit is text and stays text in every form.
import { z } from 'zod';
import { figure } from '../../../shared/domain/figure.ts';

/** Raised when a reader of the JSON form would have to change. */
export const reportFormat = 'assay-report/3';

const tone = z.enum(['good', 'warn', 'bad', 'muted']);
export type Tone = z.infer<typeof tone>;

/** Where a figure comes from. Nothing that is stated or judged reads as measured. */
const standing = z.discriminatedUnion('kind', [
  /** By an analysis, as that evidence has it; of what was imported itself where no evidence is named. */
  z.strictObject({ kind: z.literal('computed'), evidence: z.array(z.number().int()) }),
  /** Typed by a person. */
  z.strictObject({ kind: z.literal('stated'), by: z.string() }),
  /** Decided by a person. */
  z.strictObject({ kind: z.literal('judged'), by: z.string() }),
]);
export type Standing = z.infer<typeof standing>;

/** Who wrote a text, and so states the figures in it; null for words of Assay's own. */
const writtenBy = z.string().nullable();

/** A piece of a line: plain text, or one of the few things a line can hold beside it. */
const inline = z.union([
  z.string(),
  z.discriminatedUnion('kind', [
    /** Cites evidence that is in this report, by its number. */
    z.strictObject({ kind: z.literal('cite'), evidence: z.number().int() }),
    /** Leads to an anchor of this report. */
    z.strictObject({ kind: z.literal('link'), to: z.string(), text: z.string() }),
    z.strictObject({ kind: z.literal('code'), text: z.string() }),
    z.strictObject({ kind: z.literal('hash'), text: z.string(), tone: tone.nullable() }),
    /** A figure as it is printed, and its exact value for programs; `unit` is empty for a plain number. */
    z.strictObject({
      kind: z.literal('value'),
      text: z.string(),
      value: z.number(),
      unit: z.string(),
      standing,
    }),
    /** A rating or a verdict, in the word that a person chose. */
    z.strictObject({ kind: z.literal('judged'), text: z.string(), by: z.string() }),
    /** The state of something, in a word that also stands without its colour. */
    z.strictObject({ kind: z.literal('state'), text: z.string(), tone: tone.nullable() }),
    z.strictObject({ kind: z.literal('toned'), text: z.string(), tone }),
  ]),
]);
export type Inline = z.infer<typeof inline>;

const text = z.array(inline);
export type Text = z.infer<typeof text>;

const term = z.strictObject({
  name: z.string(),
  /** One line each. */
  lines: z.array(text),
});
export type Term = z.infer<typeof term>;

const tableBlock = z.strictObject({
  kind: z.literal('table'),
  writtenBy,
  columns: z.array(z.strictObject({ header: z.string(), number: z.boolean() })),
  rows: z.array(
    z.strictObject({
      anchor: z.string().nullable(),
      cells: z.array(text),
      /** Lines that stand under the first cell. */
      notes: z.array(text),
    }),
  ),
});
export type TableBlock = z.infer<typeof tableBlock>;

/** One metric over time, drawn from least and greatest values or from single samples. */
export const metricChart = z.strictObject({
  seriesId: z.number().int(),
  name: z.string(),
  unit: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  /** True when each point is one sample; else each is the least and the greatest of its bucket. */
  raw: z.boolean(),
  bucketMs: z.number(),
  sampleCount: z.number().int(),
  /** `[time, min, max]`; null for a bucket without samples, where the line is broken. */
  points: z.array(z.tuple([z.number(), z.number().nullable(), z.number().nullable()])),
  /** Frozen windows, and the times changes took effect. */
  windows: z.array(z.strictObject({ label: z.string(), fromMs: z.number(), toMs: z.number() })),
  changes: z.array(z.strictObject({ label: z.string(), atMs: z.number() })),
});
export type MetricChart = z.infer<typeof metricChart>;

const plainBlocks = [
  /** Level 1 is the report's title; sections stand at level 2 by themselves. */
  z.strictObject({ kind: z.literal('heading'), level: z.literal([1, 3, 4]), text }),
  z.strictObject({
    kind: z.literal('paragraph'),
    /** `absent` says that something a reader looks for is not there; `overline` stands above a title. */
    tone: z.enum(['plain', 'muted', 'absent', 'overline', 'sources']),
    text,
  }),
  /** Free text of the auditor: its line breaks are kept. */
  z.strictObject({ kind: z.literal('prose'), writtenBy, text }),
  /** Names are short and may stand in columns. */
  z.strictObject({ kind: z.literal('list'), writtenBy, names: z.boolean(), items: z.array(text) }),
  z.strictObject({ kind: z.literal('terms'), terms: z.array(term) }),
  /** Records of more columns than fit a page, one below another. */
  z.strictObject({ kind: z.literal('records'), writtenBy, records: z.array(z.array(term)) }),
  tableBlock,
  z.strictObject({
    kind: z.literal('chart'),
    chart: metricChart,
    timeZone: z.string(),
    /** Follows the name of the metric. */
    caption: z.string(),
    /** The chart in a sentence, for those who do not see it. */
    sentence: z.string(),
    table: tableBlock,
  }),
  z.strictObject({
    kind: z.literal('figure'),
    /** Unique within the report. */
    id: z.string(),
    /** The evidence that it shows. */
    evidence: z.number().int(),
    figure,
    /** Names the evidence where the figure stands beside a claim; null where it stands under its own title. */
    caption: text.nullable(),
  }),
  z.strictObject({ kind: z.literal('code'), text: z.string() }),
] as const;

const plainBlock = z.discriminatedUnion('kind', plainBlocks);
export type PlainBlock = z.infer<typeof plainBlock>;

const block = z.discriminatedUnion('kind', [
  ...plainBlocks,
  /** The answers of the first page: a question, its answer in a large sentence, and what stands behind it. */
  z.strictObject({
    kind: z.literal('answers'),
    items: z.array(
      z.strictObject({
        question: z.string(),
        statement: text,
        writtenBy,
        /** False where the sentence says that the audit has no answer. */
        answered: z.boolean(),
        blocks: z.array(plainBlock),
      }),
    ),
  }),
  /** A claim with what it rests on, or a piece of evidence with where it comes from. */
  z.strictObject({
    kind: z.literal('group'),
    variety: z.enum(['claim', 'evidence']),
    anchor: z.string().nullable(),
    tone: tone.nullable(),
    title: text,
    /** Of the title. */
    writtenBy,
    facts: text.nullable(),
    blocks: z.array(plainBlock),
  }),
]);
export type Block = z.infer<typeof block>;
export type GroupBlock = Extract<Block, { kind: 'group' }>;

/** What a reader will look for and not find. */
const missing = z.strictObject({ section: z.string(), message: z.string() });
export type Missing = z.infer<typeof missing>;

export const report = z.strictObject({
  format: z.literal(reportFormat),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  audit: z.strictObject({ id: z.string(), title: z.string(), timeZone: z.string() }),
  /** When the last entry was made in the journal, but for those about bundles: the state this report shows. */
  asOf: z.string(),
  sections: z.array(
    z.strictObject({
      /** Its anchor. */
      id: z.string(),
      title: z.string(),
      /** On the first page, before the contents and without a number; such a section brings its own headings. */
      front: z.boolean(),
      blocks: z.array(block),
    }),
  ),
  missing: z.array(missing),
  /** How many figures the blocks show, by where they come from (standings.ts). */
  figures: z.strictObject({ computed: z.int(), stated: z.int(), judged: z.int() }),
});
export type Report = z.infer<typeof report>;
