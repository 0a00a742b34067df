// Who calls whom, as the imported topologies say it; what traces show of it stands in the evidence where it is pinned.
import type { AnalysisResult } from '../../../../shared/analyses/index.ts';
import { formatCount, formatQuantity } from '../../../../shared/domain/format.ts';
import type { Inline, PlainBlock } from '../blocks.ts';
import { absent, columns, computed, heading, nameList, number, paragraph, table } from '../parts.ts';
import type { Section } from './section.ts';

type Graph = AnalysisResult<'service-topology'>;

/** More calls than are read on paper; the rest is counted. */
const shownCalls = 100;

export const topology: Section = {
  id: 'topology',
  title: 'Who calls whom',
  build({ answer, sources }) {
    const imported = sources.filter(({ kinds }) => kinds.includes('topology'));
    if (imported.length === 0) {
      return {
        blocks: [absent('No topology was imported: who calls whom is known only where traces reach.')],
        missing: [],
      };
    }
    const { result, sentence } = answer('service-topology', { traces: false });
    return {
      blocks: [
        paragraph(sentence),
        paragraph(
          [
            'As imported from ',
            ...imported.flatMap(({ id, file }, index): Inline[] => [
              ...(index > 0 ? [', '] : []),
              { kind: 'link', to: `S${id}`, text: file },
            ]),
            '. Calls that only traces show are not in it.',
          ],
          'muted',
        ),
        ...named(
          'Cycles',
          result.cycles.map((ring) => ring.join(' ⇄ ')),
        ),
        ...named('Called by nothing', result.entryPoints),
        ...callTable(result),
      ],
      missing: [],
    };
  },
};

const named = (title: string, names: readonly string[]): PlainBlock[] =>
  names.length === 0 ? [] : [heading(3, title), nameList(names)];

function callTable({ edges }: Graph): PlainBlock[] {
  if (edges.length === 0) return [];
  const omitted = edges.length - shownCalls;
  return [
    heading(3, 'Calls'),
    table(
      columns('Caller', 'Called', 'Kind', number('Calls')),
      edges.slice(0, shownCalls).map(({ from, to, kind, calls }) => ({
        cells: [from, to, kind ?? 'not said', calls === null ? 'not counted' : count(calls)],
      })),
    ),
    ...(omitted > 0
      ? [paragraph(`${formatQuantity(omitted, 'further call')} of ${formatCount(edges.length)}.`, 'muted')]
      : []),
  ];
}

const count = (value: number): Inline => computed(formatCount(value), value, '');
