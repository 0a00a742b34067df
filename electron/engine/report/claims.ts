// Claims as blocks: each with its facts, its text and the figures it rests on.
import type { Claim } from '../../../shared/domain/claim.ts';
import type { Figure, TableFigure } from '../../../shared/domain/figure.ts';
import type { Block, GroupBlock, Missing, Text, Tone } from './blocks.ts';
import type { ReportContext } from './context.ts';
import { absent, judged, prose } from './parts.ts';

export type ClaimKind = Claim['kind'];

export const claimsOf = ({ claims }: ReportContext, ...kinds: readonly ClaimKind[]): Claim[] =>
  claims.filter(({ kind }) => kinds.includes(kind));

export const claimBlocks = (context: ReportContext, claims: readonly Claim[], none: string): Block[] =>
  claims.length === 0 ? [absent(none)] : claims.map((claim) => claimBlock(context, claim));

/** Claims that nothing supports, but those that were rejected. */
export const unsupported = (claims: readonly Claim[]): Missing[] =>
  claims
    .filter(({ evidenceIds, status }) => evidenceIds.length === 0 && status !== 'rejected')
    .map(({ kind, title }) => ({
      section: 'Claims',
      message: `The ${kind} “${title}” rests on no evidence.`,
    }));

const severityTones: Readonly<Record<string, Tone>> = { critical: 'bad', high: 'bad', medium: 'warn' };

function claimBlock({ evidence, cite, cites, auditor }: ReportContext, claim: Claim): GroupBlock {
  const { id, kind, title, detail, severity, status, evidenceIds } = claim;
  const support: Text =
    evidenceIds.length === 0
      ? [{ kind: 'toned', tone: 'warn', text: 'rests on no evidence' }]
      : ['evidence ', ...cites(evidenceIds)];
  return {
    kind: 'group',
    variety: 'claim',
    anchor: null,
    tone: severityTones[severity] ?? null,
    title: cite(title),
    writtenBy: auditor,
    facts: [
      `${capital(kind)}, judged by ${auditor}: `,
      judged(status, auditor),
      ', ',
      judged(`severity ${severity}`, auditor),
      '; ',
      ...support,
    ],
    blocks: [
      ...prose(cite(detail), auditor),
      ...evidence
        .filter((item) => evidenceIds.includes(item.id))
        .map((item) => ({
          kind: 'figure' as const,
          id: `C${id}-E${item.id}`,
          evidence: item.id,
          figure: shorten(item.figure),
          caption: [{ kind: 'cite' as const, evidence: item.id }, ` ${item.title}`],
        })),
    ],
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Rows of a figure shown beside the claim it supports; the appendix shows it whole. */
const besideClaim = 5;

const cut = (table: TableFigure): TableFigure => ({
  ...table,
  rows: table.rows.slice(0, besideClaim),
  shares: table.shares && table.shares.slice(0, besideClaim),
  omitted: table.omitted + Math.max(0, table.rows.length - besideClaim),
});

const shorten = (figure: Figure): Figure =>
  figure.kind === 'table' ? cut(figure) : { ...figure, table: cut(figure.table) };
