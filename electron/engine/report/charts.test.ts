import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { blocksOf, reportedAudit, type ReportedAudit } from './audit.fixture.ts';
import { testEngine } from '../../../test/support/engine.ts';

let audit: ReportedAudit;
beforeEach(() => {
  audit = reportedAudit();
});

describe('charts', () => {
  it('draw the series named in phase 2, with the baseline and the changes on them', async () => {
    audit.audit.close();
    const engine = testEngine();
    const path = join(audit.folder, 'metrics.csv');
    const rows = Array.from(
      { length: 600 },
      (_, minute) => `${new Date(Date.UTC(2026, 2, 2, 0, minute)).toISOString()},${minute % 60},${minute}`,
    );
    writeFileSync(path, ['time,p95_ms,requests', ...rows].join('\n'));
    await engine.call('audit.open', { path: audit.path, write: 'required' });
    await engine.call('source.import', { path });
    const { series } = await engine.call('series.list', {});
    const chosen = series.find(({ name }) => name.startsWith('p95'));
    if (!chosen) throw new Error('no series');
    await engine.call('method.setField', { field: '2.metrics.series', value: [chosen.id] });
    await engine.call('baseline.freeze', {
      name: 'Night',
      fromMs: Date.UTC(2026, 2, 2),
      toMs: Date.UTC(2026, 2, 2, 5),
    });
    await engine.call('method.setField', {
      field: '6.changes.list',
      value: [{ title: 'Index added', appliedAt: '2026-03-02T06:00:00Z' }],
    });
    engine.close();
    audit.reopen();
    const page = audit.print('html');
    const charts = blocksOf(audit.report(), 'measurements').flatMap((block) =>
      block.kind === 'chart' ? [block.chart] : [],
    );
    expect(charts).toHaveLength(1);
    expect(charts[0]).toMatchObject({
      seriesId: chosen.id,
      sampleCount: 600,
      raw: false,
      windows: [{ label: 'Night' }],
      changes: [{ label: 'Index added', atMs: Date.UTC(2026, 2, 2, 6) }],
    });
    const values = charts[0]?.points.map(([, , max]) => max ?? 0) ?? [];
    expect(Math.max(...values)).toBe(59);
    expect(page).toContain('class="window"');
    expect(page).toContain('class="rule"');
    const markdown = audit.print('md');
    expect(markdown).toContain('- Night: 2026-03-02 00:00 to 2026-03-02 05:00');
    expect(markdown).toContain('- Index added: 2026-03-02 06:00');
    expect(markdown).toMatch(
      /^\*\*p95_ms\*\*, ms; least and greatest of each .* from 600 samples; times in UTC$/m,
    );
    expect(markdown).toContain('| From | Least, ms | Greatest, ms |');
  });
});
