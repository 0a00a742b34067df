import { answer, required, type CliCommand } from '../command.ts';
import { renderTable } from '../output.ts';

export const methodCommands: readonly CliCommand[] = [
  {
    name: 'check',
    summary: 'guard rails, deliverables and phases: what is missing',
    define: (command) => command.argument('<audit>'),
    async run({ engine }, args) {
      await engine.call('audit.open', { path: required(args, 0), write: 'never' });
      const check = await engine.call('method.check', {});
      const text = [
        renderTable({
          columns: ['phase', '', 'state', 'done'],
          rows: check.phases.map(({ id, title, state, done, required: all }) => [
            id,
            title,
            state,
            `${done}/${all}`,
          ]),
        }),
        renderTable({
          columns: ['guard rail', 'state', ''],
          rows: check.guardRails.map(({ code, state, message }) => [code, state, message]),
        }),
        renderTable({
          columns: ['deliverable', 'done', 'missing'],
          rows: check.deliverables.map(({ id, done, missing }) => [
            id,
            done ? 'yes' : 'no',
            missing.join('; '),
          ]),
        }),
      ].join('\n\n');
      return answer(
        check,
        text,
        check.guardRails.every(({ state }) => state !== 'violated'),
      );
    },
  },
];
