// The direction a file is read in: said by its headers or by the user; without either the import asks, with a proposal.
import { AssayError } from '../../../../shared/domain/errors.ts';
import { callDirections, type CallDirection } from '../../../../shared/domain/call-graph.ts';
import type { ImportContext } from '../format.ts';
import { oppositeOf, proposeDirection, reasonFor, type Proposal } from './direction.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { Layout } from './layout.ts';

/** The words of each layout for which end calls, as the option `direction` takes them. */
const directionWords: Record<Layout['kind'], Record<CallDirection, string>> = {
  edges: { 'first-calls-second': 'first-calls-second', 'second-calls-first': 'second-calls-first' },
  matrix: { 'first-calls-second': 'row-calls-column', 'second-calls-first': 'column-calls-row' },
};

/** Throws `topology.direction-unconfirmed` where neither the file nor the user says it. */
export function directionOf(layout: Layout, graph: GraphBuilder, context: ImportContext): CallDirection {
  const words = directionWords[layout.kind];
  const said = layout.kind === 'edges' ? layout.direction : null;
  const asked = askedDirection(words, context);
  const proposal = proposeDirection(graph.names, graph.edges);
  const direction = asked ?? said;
  if (direction === null) throw unconfirmed(layout, proposal, context);
  if (proposal.direction === oppositeOf(direction)) {
    context.warn(
      'topology.direction-doubtful',
      `Read as “${words[direction]}”, but the names speak for “${words[proposal.direction]}”: ${reasonFor(proposal, proposal.direction)}.`,
    );
  }
  return direction;
}

function askedDirection(
  words: Record<CallDirection, string>,
  { options }: ImportContext,
): CallDirection | null {
  const asked = options['direction'];
  if (asked === undefined) return null;
  const direction = callDirections.find((each) => words[each] === asked);
  if (direction !== undefined) return direction;
  throw new AssayError({
    code: 'usage.option',
    message: `The direction “${asked}” is not known for this file.`,
    hint: `Use ${words['first-calls-second']} or ${words['second-calls-first']}.`,
  });
}

function unconfirmed(layout: Layout, proposal: Proposal, context: ImportContext): AssayError {
  const words = directionWords[layout.kind];
  const forward = proposal.direction ?? 'first-calls-second';
  const ends =
    layout.kind === 'matrix'
      ? 'rows or columns'
      : `those under “${layout.headers[layout.first]}” or those under “${layout.headers[layout.second]}”`;
  return new AssayError({
    code: 'topology.direction-unconfirmed',
    message: `The file does not say which end calls the other: ${ends}. ${
      proposal.direction === null
        ? `The names do not tell it: read as “${words[forward]}”, ${reasonFor(proposal, forward)}.`
        : `Read as “${words[forward]}”, ${reasonFor(proposal, forward)}.`
    }`,
    file: context.fileName,
    line: 1,
    hint:
      proposal.direction === null
        ? `Say which: --option direction=${words['first-calls-second']} or --option direction=${words['second-calls-first']}.`
        : `Confirm it with --option direction=${words[forward]}, or read it the other way round with --option direction=${words[oppositeOf(forward)]}.`,
  });
}
