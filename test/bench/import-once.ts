// One import in a fresh process: prints its seconds, the process's peak memory and the rows read, as JSON.
import { createEngine } from '../../electron/engine/engine.ts';

const [audit = '', file = ''] = process.argv.slice(2);
const engine = createEngine(() => undefined);
await engine.call('audit.create', { path: audit, name: 'Benchmark' });
const startedAt = performance.now();
const { rows } = await engine.call('source.import', { path: file });
const seconds = (performance.now() - startedAt) / 1000;
engine.close();
const peakMiB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds, peakMiB, rows }));
