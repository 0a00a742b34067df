// The method as a person works through it: fields by keyboard, a frozen baseline, guard rails, findings.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { phases } from '../../shared/playbook/playbook.ts';
import { expectAccessible, launchApp, type AssayApp, type Theme } from './support/app.ts';

let app: AssayApp;
let page: Page;
test.beforeEach(async () => {
  app = await launchApp();
  ({ page } = app);
});
test.afterEach(() => app.close());

const minuteMs = 60_000;
const startMs = Date.parse('2026-03-02T00:00:00Z');

/** Two days of a latency percentile, one sample a minute. */
async function importMetrics(): Promise<void> {
  const rows = Array.from({ length: 2 * 24 * 60 }, (_, minute) => {
    const peak = Math.sin(((minute % 1440) / 1440) * Math.PI) ** 8;
    return `${new Date(startMs + minute * minuteMs).toISOString()},${(180 + 900 * peak).toFixed(1)}`;
  });
  const path = join(app.userFolder, 'orders.csv');
  writeFileSync(path, ['time,checkout_latency_p95_ms', ...rows, ''].join('\n'));
  await app.importFile(path);
}

const section = (title: string) => page.getByRole('region', { name: title, exact: true });
const field = (key: string) => page.locator(`[data-field="${key}"]`);
const saved = (key: string) => expect(field(key).getByText('Saved', { exact: true })).toBeVisible();

test('phase 1 is filled by keyboard alone, and is there when the audit is opened again', async () => {
  const path = await app.createAudit('Keyboard');
  await app.goto('#/phase/1/symptoms');
  await expect(page.getByRole('heading', { name: '1 Problem definition' })).toBeVisible();
  await page.getByRole('button', { name: 'Add symptom' }).focus();
  await page.keyboard.press('Enter');
  const symptom = page.getByRole('group', { name: 'Symptom 1', exact: true });
  await expect(symptom.getByRole('textbox', { name: 'Symptom' })).toBeFocused();
  await page.keyboard.type('Checkout hangs in the evening');
  await page.keyboard.press('Tab');
  await page.keyboard.type('POST /orders');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Carts are given up');
  await page.keyboard.press('Tab');
  await page.keyboard.type('At ev');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(symptom.getByRole('combobox', { name: 'Frequency' })).toHaveValue('At every peak');
  await symptom.getByRole('button', { name: /Severity/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: /High/ }).press('Enter');
  await saved('1.symptoms.list');

  await field('1.scope.in').getByRole('textbox').focus();
  await page.keyboard.type('orders');
  await page.keyboard.press('Enter');
  await expect(field('1.scope.in').getByRole('textbox', { name: 'system 2' })).toBeFocused();
  await page.keyboard.type('stock');
  await saved('1.scope.in');
  await expect(section('Scope').getByText('1 of 4')).toBeVisible();

  // Closed and opened again in a fresh page, as the next morning.
  const stored = await app.call('method.values', {});
  await app.call('audit.close', {});
  await page.reload();
  await app.call('audit.open', { path });
  expect(await app.call('method.values', {})).toEqual(stored);
  await app.goto('#/phase/1/symptoms');
  await expect(symptom.getByRole('textbox', { name: 'Affected flow' })).toHaveValue('POST /orders');
  await expect(symptom.getByRole('button', { name: /Severity/ })).toContainText('High');
  await expect(field('1.scope.in').getByRole('textbox', { name: 'system 2' })).toHaveValue('stock');
});

test('a value that does not fit is refused beside its field, and what was stored is kept', async () => {
  await app.createAudit('Refused');
  await app.goto('#/phase/1/scope');
  const period = field('1.scope.period');
  await period.getByLabel(/^From/).fill('2026-03-04 00:00');
  await period.getByLabel(/^To/).fill('2026-03-02 00:00');
  await expect(period.getByText('a start before the end')).toBeVisible();
  await expect(period.getByText('Not saved', { exact: true })).toBeVisible();
  await period.getByLabel(/^To/).fill('2026-03-05 00:00');
  await saved('1.scope.period');
});

test('an edit of a field is undone on the screen', async () => {
  await app.createAudit('Undo');
  await app.call('method.setField', { field: '1.impact.cost', value: 'First' });
  await app.goto('#/phase/1/impact');
  const cost = field('1.impact.cost').getByRole('textbox');
  await expect(cost).toHaveValue('First');
  await cost.fill('Second');
  await cost.blur();
  await saved('1.impact.cost');
  await app.call('edit.undo', {});
  await expect(cost).toHaveValue('First');
});

test('a removed record is put back in its place with all it said, whatever was written since', async () => {
  await app.createAudit('Removed');
  const symptoms = ['Slow', 'Hangs', 'Fails'].map((symptom) => ({ symptom, flow: `${symptom} flow` }));
  await app.call('method.setField', { field: '1.symptoms.list', value: symptoms });
  await app.goto('#/phase/1/symptoms');
  const second = page.getByRole('group', { name: 'Symptom 2', exact: true });
  const stored = async () => (await app.call('method.values', {})).values['1.symptoms.list'];
  await second.getByRole('textbox', { name: 'Symptom' }).fill('Hangs at night');
  await second.getByRole('button', { name: 'Remove symptom 2' }).click();
  await expect(second.getByRole('textbox', { name: 'Symptom' })).toHaveValue('Fails');
  await expect.poll(stored).toEqual([symptoms[0], symptoms[2]]);

  await field('1.impact.cost').getByRole('textbox').fill('A thousand an hour');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(second.getByRole('textbox', { name: 'Symptom' })).toHaveValue('Hangs at night');
  expect(await stored()).toEqual([
    symptoms[0],
    { symptom: 'Hangs at night', flow: 'Hangs flow' },
    symptoms[2],
  ]);
  expect((await app.call('method.values', {})).values['1.impact.cost']).toBe('A thousand an hour');
});

test('a removed line is put back, and an empty one goes without a word', async () => {
  await app.createAudit('Lines');
  await app.call('method.setField', { field: '1.scope.in', value: ['orders', 'stock'] });
  await app.goto('#/phase/1/scope');
  const lines = field('1.scope.in').getByRole('textbox');
  await page.getByRole('button', { name: 'Remove system 1' }).click();
  await expect(lines).toHaveCount(1);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toHaveValue('orders');

  await field('1.scope.in').getByRole('button', { name: 'Add system' }).click();
  await expect(lines).toHaveCount(3);
  await page.getByRole('button', { name: 'Remove system 3' }).click();
  await expect(lines).toHaveCount(2);
  await expect(page.getByText(/^Removed/)).toBeHidden();
});

test('a record just added stays while the engine reports something else', async () => {
  await app.createAudit('Empty record');
  await app.goto('#/phase/1/symptoms');
  await page.getByRole('button', { name: 'Add symptom' }).click();
  await saved('1.symptoms.list');
  await app.call('method.setField', { field: '1.impact.cost', value: 'A thousand an hour' });
  await expect(field('1.impact.cost').getByRole('textbox')).toHaveValue('A thousand an hour');
  await expect(page.getByRole('group', { name: 'Symptom 1', exact: true })).toBeVisible();
});

test('no change is recorded before a baseline is frozen', async () => {
  await app.createAudit('Baseline first');
  await app.goto('#/phase/6/changes');
  await expect(section('Change record').getByText('No baseline is frozen.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add change' })).toBeHidden();
  await expect(
    app.call('method.setField', { field: '6.changes.list', value: [{ title: 'Index on orders' }] }),
  ).rejects.toThrow('guard-rail.baseline-missing');

  await importMetrics();
  await section('Change record').getByRole('link', { name: 'Freeze a baseline' }).click();
  await expect(section('Frozen baseline').getByRole('heading', { level: 2 })).toBeFocused();
  await page.getByRole('textbox', { name: 'Name of the baseline' }).fill('Before');
  await page.getByRole('button', { name: 'Freeze baseline' }).click();
  await expect(page.getByRole('row', { name: /^Before / })).toBeVisible();
  const { baselines } = await app.call('baseline.list', {});
  expect(baselines).toMatchObject([
    { name: 'Before', from: '2026-03-02T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' },
  ]);

  await app.goto('#/phase/6/changes');
  await page.getByRole('button', { name: 'Add change' }).click();
  const change = page.getByRole('group', { name: 'Change 1', exact: true });
  await change.getByRole('textbox', { name: 'Change' }).fill('Index on orders');
  await saved('6.changes.list');
});

test('the guard rail is overridden only for a reason, and says so from then on', async () => {
  await app.createAudit('Override');
  await app.goto('#/phase/6/changes');
  await page.getByRole('button', { name: 'Record a change all the same' }).click();
  await expect(page.getByRole('button', { name: 'Override the guard rail' })).toBeDisabled();
  await page.getByRole('textbox', { name: /^Reason/ }).fill('The outage had to be stopped.');
  await page.getByRole('button', { name: 'Override the guard rail' }).click();
  await page.getByRole('button', { name: 'Add change' }).click();
  await page.getByRole('textbox', { name: 'Change' }).first().fill('Restart every hour');
  await expect(
    page.getByText(/Overridden by the auditor: The outage had to be stopped\./).first(),
  ).toBeVisible();
  const { entries } = await app.call('journal.list', { offset: 0, limit: 100 });
  expect(entries.map(({ action }) => action)).toContain('guard-rail.overridden');
});

test('after a measured change, window and report tell what limited before from what limits now', async () => {
  await app.createAudit('Lifted');
  const { call } = app;
  const limit = await call('claim.create', {
    kind: 'constraint',
    title: 'Lock waits on the stock table',
    status: 'confirmed',
  });
  await call('claim.create', { kind: 'constraint', title: 'A pool of twenty', impact: 'high' });
  await call('claim.create', { kind: 'recommendation', title: 'Measure a whole week' });
  await call('method.setField', { field: '4.priorities.dominant', value: [limit.id] });
  const answer = page.locator('.screen-answer');
  await app.goto('#/overview');
  await expect(answer).toHaveText(/^Lock waits on the stock table \(confirmed, no evidence yet\)/);

  await call('method.override', { code: 'baseline-before-change', reason: 'The outage had to be stopped.' });
  await call('method.setField', {
    field: '6.changes.list',
    value: [
      {
        title: 'Stock is read in one query',
        constraint: limit.id,
        appliedAt: '2026-03-04T05:30:00Z',
        effect: 'p95 from 1,840 ms to 160 ms',
      },
    ],
  });
  await call('method.setField', {
    field: '1.criteria.list',
    value: [{ metric: 'Checkout', statistic: 'p95', comparison: 'lt', threshold: 500, unit: 'ms' }],
  });
  await call('method.setField', {
    field: '7.comparison.table',
    value: [{ metric: 'checkout', statistic: 'p95', before: 1.84, after: 0.41, unit: 's' }],
  });
  await expect(answer.getByText('Limited before the change: Lock waits on the stock table')).toBeVisible();
  await expect(
    answer.getByText('Limits now: Not named yet; first in line: A pool of twenty', { exact: true }),
  ).toBeVisible();
  await answer.getByRole('link', { name: 'Measure a whole week' }).click();
  await expect(page.getByRole('region', { name: 'Claim 3' })).toBeVisible();

  await app.goto('#/phase/4/priorities');
  const [first, last] = [page.locator('.constraint-row').first(), page.locator('.constraint-row').last()];
  await expect(first).toContainText('A pool of twenty');
  await expect(last).toContainText('Lifted by a change');
  await app.goto('#/phase/7/comparison');
  await expect(
    page.getByRole('row', { name: /^Checkout p95 below 500\sms 410\sms\s?stated Stated, not measured$/ }),
  ).toBeVisible();

  const { html } = await call('report.preview', {});
  expect(html).toContain('Not named yet; first in line: A pool of twenty');
  expect(html).toContain('Stated, not measured');
});

test('a finding is written from pinned evidence, carries it, and is deleted with a way back', async () => {
  await app.createAudit('Findings');
  await importMetrics();
  await app.call('evidence.pin', {
    title: 'Checkout latency over two days',
    analysis: 'series-statistics',
    parameters: { series: 'checkout_latency_p95_ms' },
  });
  await app.goto('#/findings?evidence=all');
  const card = page.getByRole('listitem', { name: 'Evidence E1' });
  await expect(card.getByText(/^checkout_latency_p95_ms: the reported values reach from/u)).toBeVisible();
  await expect(card.getByRole('columnheader', { name: 'p99.9' })).toBeVisible();
  await card.getByRole('button', { name: 'Compute again' }).click();
  await expect(card.getByText('Computed again: same digest')).toBeVisible();
  await card.getByRole('button', { name: 'Write a finding' }).click();
  const editor = page.getByRole('region', { name: 'Claim 1' });
  await editor
    .getByRole('textbox', { name: /one sentence/ })
    .fill('Checkout takes a second at the daily peak.');
  await editor.getByRole('button', { name: /Severity/ }).click();
  await page.getByRole('option', { name: 'High' }).click();
  await expect(editor.getByText('Saved', { exact: true })).toBeVisible();
  expect((await app.call('claim.list', {})).claims).toMatchObject([
    { title: 'Checkout takes a second at the daily peak.', severity: 'high', evidenceIds: [1] },
  ]);

  await app.goto('#/findings?evidence=1');
  await card.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText(/cannot be removed/)).toBeVisible();

  await app.goto('#/findings/1');
  await editor.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No finding yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('row', { name: /Checkout takes a second/ })).toBeVisible();
});

for (const theme of ['light', 'dark'] satisfies Theme[]) {
  test(`every phase and the findings are accessible, ${theme}`, async () => {
    test.slow();
    await app.setTheme(theme);
    await app.createAudit('Accessible');
    await importMetrics();
    await app.call('baseline.freeze', { name: 'Before', fromMs: startMs, toMs: startMs + 1440 * minuteMs });
    await app.call('evidence.pin', {
      title: 'Checkout latency',
      analysis: 'series-statistics',
      parameters: { series: 'checkout_latency_p95_ms' },
    });
    await app.call('claim.create', {
      kind: 'constraint',
      title: 'Lock waits',
      impact: 'high',
      effort: 'low',
      risk: 'low',
    });
    await app.call('method.setField', { field: '1.symptoms.list', value: [{ symptom: 'Slow' }] });
    await app.call('method.setField', {
      field: '5.hypotheses.list',
      value: [{ constraint: 'Locks', evidence: [1] }],
    });
    for (const phase of phases) {
      await app.goto(`#/phase/${phase.id}`);
      await expect(page.getByRole('heading', { name: `${phase.id} ${phase.title}` })).toBeVisible();
      const last = phase.steps.at(-1)?.title ?? '';
      await expect(page.getByRole('heading', { name: last, exact: true })).toBeAttached();
      await app.screenshot(`phase-${phase.id}-${theme}`);
      await expectAccessible(page);
    }
    await app.goto('#/findings/1');
    await expect(page.getByRole('region', { name: 'Claim 1' })).toBeVisible();
    await expectAccessible(page);
    await app.goto('#/findings?evidence=all');
    await expect(page.getByRole('listitem', { name: 'Evidence E1' })).toBeVisible();
    await expectAccessible(page);
  });
}
