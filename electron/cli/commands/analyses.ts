// Any analysis by its id, also those that no command of its own asks for.
import type { Figure, TableFigure } from '../../../shared/domain/figure.ts';
import { formatCount } from '../../../shared/domain/format.ts';
import { answer, required, usageError, type CliCommand } from '../command.ts';
import { apart, renderTable } from '../output.ts';

function parametersFrom(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch (error) {
    throw usageError(
      `--parameters takes JSON such as {"series":"cpu"}: ${error instanceof Error ? error.message : 'not valid'}`,
      'Quote it for the shell. `assay analyses --json` tells the parameters of each analysis.',
    );
  }
}

function* tableText({ headers, numeric, rows, omitted }: TableFigure): Generator<string, void, undefined> {
  yield* renderTable({ columns: headers, rows, numeric });
  if (omitted > 0) yield `${formatCount(omitted)} more; --json has them all.`;
}

const figureText = (figure: Figure): Iterable<string> =>
  tableText(figure.kind === 'table' ? figure : figure.table);

export const commands: readonly CliCommand[] = [
  {
    name: 'run',
    summary: 'run any analysis',
    define: (command) =>
      command
        .argument('<audit>')
        .requiredOption('--analysis <id>', 'one of those that `assay analyses` lists')
        .option('--parameters <json>', 'its parameters as a JSON object', '{}'),
    async run({ engine }, args, options) {
      const parameters = parametersFrom(String(options['parameters']));
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      const { result, sentence, figure } = await engine.call('analysis.run', {
        id: String(options['analysis']),
        parameters,
      });
      return answer(result, () => apart([[sentence], figureText(figure)]));
    },
  },
  {
    name: 'analyses',
    summary: 'list the analyses, with the schemas of their parameters in --json',
    define: (command) => command,
    async run({ engine }) {
      const { analyses } = await engine.call('analysis.list', {});
      const rows = analyses.map(({ id, version, title, parameters }) => [
        id,
        version,
        title,
        Object.keys((parameters['properties'] as Record<string, unknown> | undefined) ?? {}).join(', '),
      ]);
      return answer({ analyses }, () =>
        renderTable({ columns: ['id', 'version', 'title', 'parameters'], rows }),
      );
    },
  },
];
