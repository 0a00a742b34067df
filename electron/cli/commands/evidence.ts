import { runAnalysis } from '../../../shared/contract/analyses.ts';
import {
  answer,
  instantMs,
  positiveInteger,
  required,
  text,
  usageError,
  type CliCommand,
} from '../command.ts';
import { apart, renderTable } from '../output.ts';

const millisecondsOf = (startNs: string, endNs: string): number =>
  Number(BigInt(endNs) - BigInt(startNs)) / 1e6;

/** `SERVICE:OP`; an operation may hold colons, a service may not. */
function operationFilter(value: unknown): { service?: string; operation?: string } {
  const given = text(value);
  if (given === undefined) return {};
  const at = given.indexOf(':');
  if (at < 1) throw usageError(`--operation takes SERVICE:OPERATION, not “${given}”.`);
  return { service: given.slice(0, at), operation: given.slice(at + 1) };
}

export const commands: readonly CliCommand[] = [
  {
    name: 'series',
    summary: 'list the metric series',
    define: (command) =>
      command.argument('<audit>').option('--match <text>', 'only series whose name or labels hold this'),
    async run({ engine }, args, options) {
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      const { series } = await engine.call('series.list', { match: text(options['match']) });
      const rows = () =>
        series.map((one) => [
          one.id,
          one.name,
          Object.entries(one.labels)
            .map(([key, value]) => `${key}=${value}`)
            .join(' '),
          one.unit,
          one.count,
          one.nullCount,
          one.gaps,
          one.start,
          one.end,
        ]);
      const columns = ['id', 'name', 'labels', 'unit', 'samples', 'empty', 'gaps', 'start', 'end'];
      return answer({ series }, () => renderTable({ columns, rows: rows() }));
    },
  },
  {
    name: 'stats',
    summary: 'exact quantiles of one series (type 7)',
    define: (command) =>
      command
        .argument('<audit>')
        .requiredOption('--series <name-or-id>')
        .option('--from <time>', 'first instant, inclusive')
        .option('--to <time>', 'last instant, exclusive'),
    async run({ engine }, args, options) {
      const fromMs = instantMs(options['from'], 'from');
      const toMs = instantMs(options['to'], 'to');
      if (fromMs !== undefined && toMs !== undefined && fromMs >= toMs) {
        throw usageError('--from is not before --to, so that nothing lies between them.');
      }
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      const { result: stats } = await runAnalysis(engine.call, 'series-statistics', {
        series: String(options['series']),
        fromMs,
        toMs,
      });
      const figures = [
        'count',
        'min',
        'p50',
        'p75',
        'p90',
        'p95',
        'p99',
        'p999',
        'max',
        'mean',
        'stdev',
      ] as const;
      return answer(stats, () => [
        `${stats.series}${stats.unit ? ` (${stats.unit})` : ''}`,
        ...renderTable({
          columns: ['figure', 'value'],
          rows: figures.map((figure) => [figure, stats[figure]]),
        }),
      ]);
    },
  },
  {
    name: 'traces',
    summary: 'count traces and rank operations',
    define: (command) =>
      command.argument('<audit>').option('--operation <service:operation>', 'only this operation'),
    async run({ engine }, args, options) {
      const filter = operationFilter(options['operation']);
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      const { result: summary } = await runAnalysis(engine.call, 'trace-operations', filter);
      const rows = () =>
        summary.operations.map((one) => [
          one.service,
          one.operation,
          one.count,
          one.errorCount,
          one.p50Ms,
          one.p95Ms,
          one.p99Ms,
          one.selfTimeMs,
        ]);
      const columns = ['service', 'operation', 'count', 'errors', 'p50 ms', 'p95 ms', 'p99 ms', 'self ms'];
      return answer(summary, () => [
        `${summary.traceCount} traces, ${summary.spanCount} spans`,
        ...renderTable({ columns, rows: rows() }),
      ]);
    },
  },
  {
    name: 'critical-path',
    summary: 'what one trace, or all traces together, waited for',
    define: (command) =>
      command.argument('<audit>').option('--trace <id>', 'one trace; without it, all traces together'),
    async run({ engine }, args, options) {
      const traceId = text(options['trace']);
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      if (traceId === undefined) {
        const { result: aggregate } = await runAnalysis(engine.call, 'critical-path-summary', {});
        const rows = () =>
          aggregate.operations.map((one) => [one.service, one.operation, one.traceCount, one.ms, one.share]);
        const columns = ['service', 'operation', 'traces', 'ms', 'share'];
        return answer(aggregate, () => renderTable({ columns, rows: rows() }));
      }
      const { result: path } = await runAnalysis(engine.call, 'critical-path', { traceId });
      const rows = () =>
        path.segments.map(({ service, operation, spanId, startNs, endNs }) => [
          millisecondsOf(path.startNs, startNs),
          millisecondsOf(startNs, endNs),
          service,
          operation,
          spanId,
        ]);
      const columns = ['at ms', 'for ms', 'service', 'operation', 'span'];
      return answer(path, () => renderTable({ columns, rows: rows() }));
    },
  },
  {
    name: 'profile',
    summary: 'functions by self and total time',
    define: (command) =>
      command
        .argument('<audit>')
        .option('--source <id>', 'only the profiles of this source')
        .option('--weight <name>', 'the value type, such as samples or time')
        .option('--top <n>', 'this many functions', '30'),
    async run({ engine }, args, options) {
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      const { result } = await runAnalysis(engine.call, 'top-functions', {
        sourceId: positiveInteger(options['source'], 'source'),
        weight: text(options['weight']),
        top: positiveInteger(options['top'], 'top'),
      });
      const { profiles } = result;
      const tables = () =>
        apart(
          profiles.map(({ name, weight, unit, total, samples, functions }) => [
            `${name}: ${weight}, ${total} ${unit} in ${samples} samples`,
            ...renderTable({
              columns: ['self', 'total', 'function', 'file', 'line'],
              rows: functions.map((one) => [one.self, one.total, one.name, one.file, one.line]),
            }),
          ]),
        );
      return answer({ profiles }, tables);
    },
  },
];
