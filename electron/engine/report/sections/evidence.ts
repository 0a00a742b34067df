// The appendix that every figure leads to: pinned evidence, how it was computed and from which files.
import type { GroupBlock } from '../blocks.ts';
import type { PinnedFigure, ReportContext } from '../context.ts';
import { absent, code, hash, paragraph, term } from '../parts.ts';
import type { Section } from './section.ts';

export const evidence: Section = {
  id: 'evidence',
  title: 'Evidence',
  build({ evidence: all, time }) {
    if (all.length === 0) return { blocks: [absent('No figure was pinned as evidence.')], missing: [] };
    return {
      blocks: [
        paragraph(
          'Each figure was computed from the raw files named under it, and gives the same digest when it is computed again from them.',
        ),
        ...all.map((item) => entry(item, time)),
      ],
      missing: [],
    };
  },
};

function entry(item: PinnedFigure, time: ReportContext['time']): GroupBlock {
  const { id, title, analysis, analysisTitle, analysisVersion, parameters, inputs, resultDigest } = item;
  const anchor = `E${id}`;
  return {
    kind: 'group',
    variety: 'evidence',
    anchor,
    tone: null,
    title: [`${anchor}. ${title}`],
    writtenBy: null,
    facts: null,
    blocks: [
      ...(item.sentence === null ? [] : [paragraph(item.sentence)]),
      { kind: 'figure', id: anchor, evidence: id, figure: item.figure, caption: null },
      {
        kind: 'terms',
        terms: [
          term('Analysis', [
            `${analysisTitle} (`,
            code(analysis),
            `, version ${analysisVersion}), pinned ${time(item.createdAt)}`,
          ]),
          term('Parameters', code(JSON.stringify(parameters))),
          term(
            'From',
            ...inputs.map(({ sourceId, file, sha256 }) => [
              `${file} (`,
              { kind: 'link' as const, to: `S${sourceId}`, text: `S${sourceId}` },
              ') ',
              hash(sha256),
            ]),
          ),
          term('Result digest', hash(resultDigest)),
          term('Supports', item.usedBy.length === 0 ? 'no claim' : item.usedBy.join('; ')),
        ],
      },
    ],
  };
}
