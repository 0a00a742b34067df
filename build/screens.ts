// Takes a picture of every screen with the sample engagement open, in both themes, from the real window: what
// `npm start` leaves where nobody can look at a window. Usage: node build/screens.ts FOLDER
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchApp, type AssayApp, type Theme } from '../test/e2e/support/app.ts';

interface Place {
  name: string;
  address: string;
}

const themes: readonly Theme[] = ['light', 'dark'];
const size = { width: 1280, height: 800 } as const;

/** The screens of the open audit, in the order of the rail. */
async function placesOf({ call }: AssayApp): Promise<Place[]> {
  const phases = [0, 1, 2, 3, 4, 5, 6, 7].map((phase) => ({
    name: `phase-${phase}`,
    address: `/phase/${phase}`,
  }));
  const { series } = await call('series.list', {});
  const latencies = series.filter(({ name }) => /duration_p(50|95)_ms$/.test(name)).map(({ id }) => id);
  const slowest = { sort: 'duration', direction: 'descending', offset: 0, limit: 1 } as const;
  const { traces } = await call('trace.list', slowest);
  const places = [
    { name: 'overview', address: '/overview' },
    ...phases,
    { name: 'sources', address: '/sources' },
    { name: 'metrics', address: `/metrics?series=${latencies.join(',')}` },
    { name: 'traces', address: '/traces' },
    ...traces.map(({ traceId }) => ({ name: 'trace', address: `/traces/${traceId}` })),
    { name: 'topology', address: '/topology' },
    { name: 'profiles', address: '/profiles' },
    { name: 'findings', address: '/findings' },
    { name: 'report', address: '/report' },
    { name: 'signing', address: '/signing' },
    { name: 'journal', address: '/journal' },
  ];
  return places.map(({ name, address }, index) => ({
    name: `${String(index + 1).padStart(2, '0')}-${name}`,
    address,
  }));
}

/** Waits until nothing in the window is loading and what came has been drawn. */
async function settle({ page }: AssayApp): Promise<void> {
  const drawn = (): Promise<void> =>
    page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
  const loading = page.getByRole('status', { name: 'Loading' });
  // Twice: what was loaded may ask for more.
  for (let round = 0; round < 2; round += 1) {
    await drawn();
    await loading.first().waitFor({ state: 'detached' });
  }
  for (const frame of page.frames()) await frame.waitForLoadState('load');
  await page.evaluate(() => document.fonts.ready);
  await drawn();
}

async function takePictures(app: AssayApp, folder: string): Promise<number> {
  const { page } = app;
  let count = 0;
  const take = async (name: string): Promise<void> => {
    for (const theme of themes) {
      await app.setTheme(theme);
      await settle(app);
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
      count += 1;
    }
  };
  await take('00-start');
  await page
    .getByRole('button', { name: /sample/i })
    .first()
    .click();
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  for (const { name, address } of await placesOf(app)) {
    await app.goto(`#${address}`);
    await take(name);
  }
  return count;
}

const folder = resolve(process.argv[2] ?? 'out/screens');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const app = await launchApp();
try {
  await app.electron.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    size,
  );
  const count = await takePictures(app, folder);
  process.stdout.write(`${count} pictures in ${folder}\n`);
} finally {
  await app.close();
}
