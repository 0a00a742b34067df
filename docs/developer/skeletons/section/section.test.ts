import { describe, expect, it } from 'vitest';
import { reportedAudit } from '../../../../electron/engine/report/audit.fixture.ts';
import { report as reportSchema, type Report } from '../../../../electron/engine/report/blocks.ts';
import { reportContext } from '../../../../electron/engine/report/context.ts';
import { forms } from '../../../../electron/engine/report/forms/registry.ts';
import { sections } from '../../../../electron/engine/report/sections/registry.ts';
import { rejected } from './index.ts';

function reportWith(): Report {
  const made = reportedAudit();
  const { blocks, missing } = rejected.build(reportContext(made.audit), []);
  const { id, title } = rejected;
  return { ...made.report(), sections: [{ id, title, front: false, blocks }], missing };
}

describe('the skeleton of a section', () => {
  it('has an anchor that no other section has', () => {
    const others = sections.filter((other) => other !== rejected);
    expect(others.map(({ id }) => id)).not.toContain(rejected.id);
  });

  it('makes blocks that fit the schema of the report, and says what it misses in a sentence', () => {
    const report = reportWith();
    expect(reportSchema.safeParse(report).error).toBeUndefined();
    expect(report.missing).toEqual([{ section: 'Sources', message: 'No file was imported.' }]);
  });

  it.each(forms)('is built in the form $id', (form) => {
    expect(form.print(reportWith())).toContain('Every line of every file was used.');
  });
});
