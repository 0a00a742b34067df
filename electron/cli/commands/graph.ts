import { runAnalysis } from '../../../shared/contract/analyses.ts';
import { answer, required, type CliCommand } from '../command.ts';
import { apart, renderTable } from '../output.ts';

const graph: CliCommand = {
  name: 'graph',
  summary: 'who calls whom, from imported topologies and traces',
  define: (command) => command.argument('<audit>'),
  async run({ engine }, args) {
    await engine.call('audit.open', { path: required(args, 0), write: 'never' });
    const { result, sentence } = await runAnalysis(engine.call, 'service-topology', {});
    const { nodes, edges, ...shape } = result;
    const json = { nodes: nodes.map(({ name, ...node }) => ({ service: name, ...node })), edges, ...shape };
    return answer(json, () =>
      apart([
        [sentence],
        renderTable({
          columns: ['caller', 'called', 'kind', 'calls', 'errors', 'p95 ms', 'known from'],
          numeric: [false, false, false, true, true, true, false],
          rows: edges.map(({ from, to, kind, calls, errors, p95Ms, origins }) => [
            from,
            to,
            kind,
            calls,
            errors,
            p95Ms,
            origins.join(', '),
          ]),
        }),
        renderTable({
          columns: ['service', 'calls', 'called by'],
          rows: nodes.map(({ name, calls, calledBy }) => [name, calls, calledBy]),
        }),
      ]),
    );
  },
};

export const commands: readonly CliCommand[] = [graph];
