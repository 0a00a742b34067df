import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { runAnalysis } from '../../shared/contract/analyses.ts';
import { formatExact } from '../../shared/domain/format.ts';
import { expectAccessible, launchApp, type AssayApp } from './support/app.ts';

const startS = 1_709_294_400;
const count = 6000;

/** A morning of a service: latency with a slow spell, its p95, load, memory, and a gap while it was restarted. */
function orders(): string {
  const lines = ['time,checkout_latency_ms,checkout_p95_ms,requests_per_second,heap_bytes,cpu %'];
  for (let index = 0; index < count; index += 1) {
    if (index > 3600 && index < 3900) continue;
    const noise = ((index * 7919) % 1009) / 1009;
    const slow = index > 2000 && index < 2600 ? 380 : 0;
    const latency = 80 + noise * 60 + slow * noise + (index % 500 === 0 ? 900 : 0);
    const load = 120 + 40 * Math.sin(index / 400) + noise * 6;
    lines.push(
      [
        startS + index,
        latency.toFixed(1),
        (latency * 1.8).toFixed(1),
        load.toFixed(2),
        400_000_000 + ((index * 90_000) % 250_000_000),
        (35 + 20 * Math.sin(index / 400) + noise * 10).toFixed(1),
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

async function openMetrics(theme: 'light' | 'dark'): Promise<AssayApp> {
  const app = await launchApp({ theme });
  await app.createAudit('Orders');
  const file = join(app.userFolder, 'orders.csv');
  writeFileSync(file, orders());
  await app.importFile(file);
  await app.goto('#/metrics');
  await expect(chart(app.page)).toBeVisible();
  return app;
}

/** As the table writes a figure: six significant digits. */
const rounded = (value: number | null): string => formatExact(Number(value?.toPrecision(6)));
const chart = (page: Page) => page.getByRole('img', { name: /over time/u });
const cellsOf = (page: Page, name: string) =>
  page
    .getByRole('grid', { name: 'Statistics of the series shown' })
    .getByRole('row', { name })
    .getByRole('gridcell');

/** How many different colours the picture holds: few when it is blank. */
const colorCount = (page: Page): Promise<number> =>
  chart(page)
    .locator('canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });

for (const theme of ['light', 'dark'] as const) {
  test(`the chart is drawn and the screen accessible in the ${theme} theme`, async () => {
    const app = await openMetrics(theme);
    await expect.poll(() => colorCount(app.page)).toBeGreaterThan(20);
    await expect(app.page.getByText(/Min\/max of 5,701 samples/u)).toBeVisible();
    await expectAccessible(app.page);
    await app.screenshot(`metrics-${theme}`);
    await app.page.getByRole('option', { name: /requests_per_second/u }).click();
    await app.page.getByRole('option', { name: /checkout_p95_ms/u }).click();
    await expect(cellsOf(app.page, 'checkout_p95_ms').first()).toBeVisible();
    await expectAccessible(app.page);
    await app.screenshot(`metrics-three-${theme}`);
    await app.close();
  });
}

test('the table holds the figures of the engine, and they can be pinned', async () => {
  const app = await openMetrics('light');
  const answer = await runAnalysis(app.call, 'series-statistics', { series: 'checkout_latency_ms' });
  const stats = answer.result;
  const cells = cellsOf(app.page, 'checkout_latency_ms');
  await expect(cells.nth(12)).toHaveText('5,701');
  await expect(cells.nth(2)).toHaveText(rounded(stats.p50));
  await expect(cells.nth(6)).toHaveText(rounded(stats.p99));
  await expect(cells.nth(8)).toHaveText(rounded(stats.max));
  await expect(cells.nth(10)).toHaveText(`${rounded(stats.mean)} †`);
  await app.page.getByRole('button', { name: 'Pin as evidence' }).click();
  await expect(app.page.getByText(/Pinned as evidence 1/u)).toBeVisible();
  const { evidence } = await app.call('evidence.list', {});
  expect(evidence).toMatchObject([
    {
      analysis: 'series-statistics',
      resultDigest: answer.resultDigest,
      result: { p99: stats.p99, max: stats.max },
      sentence: answer.sentence,
    },
  ]);
  await app.close();
});

test('zooming by drag and by key asks the engine again, and reset shows all', async () => {
  const app = await openMetrics('light');
  const cells = cellsOf(app.page, 'checkout_latency_ms');
  await expect(cells.nth(12)).toHaveText('5,701');
  const box = (await chart(app.page).boundingBox()) as {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  await app.page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 5 });
  await app.page.mouse.up();
  await expect(cells.nth(12)).not.toHaveText('5,701');
  await expect(app.page.getByText(/Every one of|Min\/max of \d{3} samples/u)).toBeVisible();
  const dragged = Number((await cells.nth(12).textContent())?.replace(',', ''));
  expect(dragged).toBeGreaterThan(400);
  expect(dragged).toBeLessThan(800);
  await app.screenshot('metrics-zoomed');
  const group = app.page.getByRole('group', { name: /^Chart:/u });
  await group.focus();
  await app.page.keyboard.press('+');
  await expect.poll(async () => Number(await cells.nth(12).textContent())).toBeLessThan(dragged * 0.6);
  await app.page.keyboard.press('0');
  await expect(cells.nth(12)).toHaveText('5,701');
  await app.close();
});

test('samples stand in a table beside the picture, a page at a time', async () => {
  const app = await openMetrics('light');
  await app.page.getByRole('tab', { name: 'Samples' }).click();
  await expect(app.page.getByText('1 to 1,000 of 5,701')).toBeVisible();
  const first = app.page
    .getByRole('grid', { name: /Samples of checkout_latency_ms/u })
    .getByRole('row')
    .nth(1);
  await expect(first.getByRole('gridcell').nth(1)).toHaveText('980');
  await app.page.getByRole('button', { name: 'Later samples' }).click();
  await expect(app.page.getByText('1,001 to 2,000 of 5,701')).toBeVisible();
  await expectAccessible(app.page);
  await app.screenshot('metrics-samples');
  await app.close();
});

test('two hundred series are listed, filtered, and at most eight are shown', async () => {
  const app = await launchApp({ theme: 'light' });
  await app.createAudit('Many');
  const names = Array.from(
    { length: 200 },
    (_, index) => `node_${index}_a_rather_long_name_of_a_metric_that_goes_on_ms`,
  );
  const rows = Array.from({ length: 50 }, (_, row) =>
    [startS + row, ...names.map((_, column) => row + column)].join(','),
  );
  const file = join(app.userFolder, 'many.csv');
  writeFileSync(file, `time,${names.join(',')}\n${rows.join('\n')}\n`);
  await app.importFile(file);
  await app.goto('#/metrics');
  await expect(chart(app.page)).toBeVisible();
  expect(await app.page.getByRole('option').count()).toBeLessThan(60);
  for (const index of [1, 2, 3, 4, 5, 6, 7])
    await app.page.getByRole('option', { name: `node_${index}_` }).click();
  await expect(app.page.getByText('8 shown')).toBeVisible();
  await app.page.getByRole('option', { name: 'node_8_' }).click();
  await expect(app.page.getByText(/A chart holds 8 series/u)).toBeVisible();
  await app.page.getByRole('searchbox', { name: 'Filter series' }).fill('node_150');
  await expect(app.page.getByRole('option')).toHaveCount(1);
  await app.screenshot('metrics-many');
  await app.close();
});

test('without metrics the screen says how to get them', async () => {
  const app = await launchApp({ theme: 'light' });
  await app.createAudit('Empty');
  await app.goto('#/metrics');
  await expect(app.page.getByRole('heading', { name: /monitoring data as CSV/u })).toBeVisible();
  await expectAccessible(app.page);
  await app.screenshot('metrics-empty');
  await app.close();
});
