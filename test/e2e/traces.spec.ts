import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible, launchApp, type AssayApp } from './support/app.ts';
import { root } from './support/runtime.ts';

const sample = join(root, 'electron/engine/formats/otlp-json/samples/collector-lines.jsonl');
const checkout = '4bf92f3577b34da6a3ce929d0e0e4736';

async function openTraces(theme: 'light' | 'dark'): Promise<AssayApp> {
  const app = await launchApp({ theme });
  await app.createAudit('Orders');
  await app.importFile(sample);
  await app.goto('#/traces');
  await expect(app.page.getByRole('grid', { name: 'Traces' })).toBeVisible();
  return app;
}

const waterfall = (page: Page) => page.getByRole('treegrid', { name: /Spans in the order/u });
const spanRow = (page: Page, name: RegExp) => waterfall(page).getByRole('row', { name });

for (const theme of ['light', 'dark'] as const) {
  test(`traces are listed, opened and read in the ${theme} theme`, async () => {
    const app = await openTraces(theme);
    const { page } = app;
    // 38.5 of 120.9 ms, as the sample's README counts.
    await expect(page.getByText(/31.8.% of the time of 2 requests is spent waiting for/u)).toBeVisible();
    await expect(page.getByText(/^2 traces: p50/u)).toBeVisible();
    await expectAccessible(page);
    await app.screenshot(`traces-${theme}`);

    await page.getByRole('tab', { name: 'Operations' }).click();
    await expect(page.getByRole('grid', { name: 'Operations' }).getByText('SELECT stock')).toBeVisible();
    await expectAccessible(page);
    await app.screenshot(`traces-operations-${theme}`);

    await page.getByRole('tab', { name: 'What requests wait for' }).click();
    await expect(page.getByRole('grid', { name: /critical path by operation/u })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('tab', { name: 'Traces', exact: true }).click();
    await page.getByText('POST /checkout', { exact: false }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('gateway POST /checkout');
    await expect(page.getByText(/32.1.% of this request is/u)).toBeVisible();
    await expect(waterfall(page).getByRole('row')).toHaveCount(8);
    await expect(spanRow(page, /SELECT stock, .*on the critical path/u)).toHaveAttribute('aria-level', '4');
    await expect(spanRow(page, /orders process, /u)).not.toHaveAccessibleName(/on the critical path/u);
    await expectAccessible(page);
    await app.screenshot(`trace-${theme}`);
    await app.close();
  });
}

test('the critical path is drawn where the hand-counted segments lie', async () => {
  const app = await openTraces('light');
  const { page } = app;
  await app.goto(`#/traces/${checkout}`);
  await expect(spanRow(page, /POST \/orders/u)).toBeVisible();
  const shares = await spanRow(page, /POST \/orders/u)
    .locator('.waterfall-critical')
    .evaluateAll((segments) =>
      segments.map((segment) => {
        const { left, width } = segment.getBoundingClientRect();
        const row = (segment.parentElement as HTMLElement).getBoundingClientRect();
        return [(left - row.left) / row.width, (left + width - row.left) / row.width];
      }),
    );
  // 8-10, 70-70.5 and 71-107 of 300 ms.
  const expected = [
    [8, 10],
    [70, 70.5],
    [71, 107],
  ];
  expect(shares).toHaveLength(3);
  for (const [index, [from = 0, to = 0]] of expected.entries()) {
    expect(shares[index]?.[0]).toBeCloseTo(from / 300, 2);
    expect(shares[index]?.[1]).toBeCloseTo(to / 300, 2);
  }
  await app.close();
});

test('the waterfall is worked by keyboard alone', async () => {
  const app = await openTraces('light');
  const { page } = app;
  await page
    .getByRole('grid', { name: 'Traces' })
    .locator('[tabindex="0"]')
    .or(page.locator('[role="grid"][tabindex="0"]'))
    .focus();
  await page.keyboard.press('Enter');
  await expect(waterfall(page)).toBeVisible();
  await waterfall(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(spanRow(page, /POST \/orders/u)).toHaveAttribute('aria-expanded', 'false');
  await expect(waterfall(page).getByRole('row')).toHaveCount(4);
  await page.keyboard.press('ArrowRight');
  await expect(waterfall(page).getByRole('row')).toHaveCount(8);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'Span' });
  await expect(detail.getByText('kafka')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${checkout}\\?span=00f067aa0ba902c3`, 'u'));
  await page.keyboard.press('z');
  await expect(page.getByText(/7 spans, 70.5.ms to 71.1.ms/u)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('7 spans', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/#\/traces$/u);
  await app.close();
});

test('the critical path of a trace is pinned as evidence', async () => {
  const app = await openTraces('light');
  await app.goto(`#/traces/${checkout}`);
  await app.page.getByRole('button', { name: 'Pin as evidence' }).click();
  await expect(app.page.getByText(/Pinned as evidence/u)).toBeVisible();
  const { evidence } = await app.call('evidence.list', {});
  expect(evidence.map(({ analysis }) => analysis)).toEqual(['critical-path']);
  await app.close();
});

test('without traces the screen teaches how to get them', async () => {
  const app = await launchApp({ theme: 'light' });
  await app.createAudit('Empty');
  await app.goto('#/traces');
  await expect(app.page.getByText('Ask the client for traces of slow requests')).toBeVisible();
  await expect(
    app.page.getByRole('button', { name: /Copy the command: OpenTelemetry Collector/u }),
  ).toBeVisible();
  await expectAccessible(app.page);
  await app.screenshot('traces-empty');
  await app.goto('#/traces/ffffffffffffffffffffffffffffffff');
  await expect(app.page.getByRole('alert')).toContainText('The audit has no trace');
  await app.close();
});
