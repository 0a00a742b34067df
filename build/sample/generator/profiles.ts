// CPU profiles of one order-service process during the evening peak, as `node --cpu-prof` writes them. Before the
// fix the process spends its time turning single rows into objects, one query at a time.
import type { Variant } from './model.ts';
import type { Random } from './random.ts';

interface Frame {
  name: string;
  url: string;
  line: number;
}

const app = (name: string, file: string, line: number): Frame => ({
  name,
  url: `file:///srv/order-service/src/${file}`,
  line,
});
const lib = (name: string, file: string, line: number): Frame => ({
  name,
  url: `file:///srv/order-service/node_modules/${file}`,
  line,
});
const node = (name: string, file: string, line: number): Frame => ({
  name,
  url: `node:internal/${file}`,
  line,
});
const pseudo = (name: string): Frame => ({ name, url: '', line: -1 });

const frames = {
  idle: pseudo('(idle)'),
  gc: pseudo('(garbage collector)'),
  program: pseudo('(program)'),
  ticks: node('processTicksAndRejections', 'process/task_queues', 60),
  socket: node('onStreamRead', 'stream_base_commons', 165),
  handle: app('handleRequest', 'server.js', 41),
  checkout: app('checkout', 'checkout/checkout.js', 18),
  reserve: app('reserveStock', 'checkout/stock.js', 27),
  stockOfLine: app('stockOfLine', 'checkout/stock.js', 52),
  stockOfLines: app('stockOfLines', 'checkout/stock.js', 61),
  list: app('listOrders', 'orders/list.js', 12),
  linesOfOrder: app('linesOfOrder', 'orders/lines.js', 9),
  linesOfOrders: app('linesOfOrders', 'orders/lines.js', 31),
  price: app('priceCart', 'checkout/pricing.js', 33),
  serialize: app('toResponse', 'http/response.js', 14),
  stringify: node('stringify', 'json', 1),
  products: app('listProducts', 'products/list.js', 8),
  find: lib('find', 'orm/lib/query.js', 210),
  buildSql: lib('buildSql', 'orm/lib/sql-builder.js', 88),
  hydrate: lib('hydrate', 'orm/lib/hydrate.js', 45),
  defineAccessors: lib('defineAccessors', 'orm/lib/hydrate.js', 121),
  parseDate: lib('parseDate', 'postgres-date/index.js', 17),
  query: lib('query', 'pg/lib/client.js', 560),
  serializeQuery: lib('serialize', 'pg-protocol/dist/serializer.js', 77),
  parseRow: lib('parseRow', 'pg-protocol/dist/parser.js', 240),
  readString: lib('cstring', 'pg-protocol/dist/buffer-reader.js', 39),
  span: lib('startSpan', '@opentelemetry/sdk-trace-base/build/Tracer.js', 44),
  tls: node('onwrite', 'tls_wrap', 630),
} as const;
type FrameName = keyof typeof frames;

/** Stacks from the root, with their weight in samples before and after the fix. */
const stacks: readonly { path: readonly FrameName[]; before: number; after: number }[] = [
  { path: ['idle'], before: 24, after: 58 },
  { path: ['program'], before: 2.4, after: 2.2 },
  { path: ['gc'], before: 6.2, after: 2.6 },
  { path: ['ticks', 'handle'], before: 1.3, after: 1.3 },
  { path: ['ticks', 'handle', 'checkout'], before: 0.7, after: 0.7 },
  { path: ['ticks', 'handle', 'checkout', 'price'], before: 2.1, after: 2.1 },
  { path: ['ticks', 'handle', 'checkout', 'reserve'], before: 0.8, after: 0.4 },
  { path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLine', 'find'], before: 1.5, after: 0 },
  {
    path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLine', 'find', 'buildSql'],
    before: 5.6,
    after: 0,
  },
  {
    path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLine', 'find', 'query', 'serializeQuery'],
    before: 2.9,
    after: 0,
  },
  {
    path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLine', 'find', 'query', 'span'],
    before: 2.2,
    after: 0,
  },
  {
    path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLine', 'find', 'hydrate'],
    before: 4.2,
    after: 0,
  },
  {
    path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLine', 'find', 'hydrate', 'defineAccessors'],
    before: 6.8,
    after: 0,
  },
  {
    path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLines', 'find', 'buildSql'],
    before: 0,
    after: 0.5,
  },
  {
    path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLines', 'find', 'hydrate'],
    before: 0,
    after: 2.1,
  },
  {
    path: ['ticks', 'handle', 'checkout', 'reserve', 'stockOfLines', 'find', 'query', 'serializeQuery'],
    before: 0,
    after: 0.4,
  },
  { path: ['ticks', 'handle', 'list'], before: 0.5, after: 0.5 },
  { path: ['ticks', 'handle', 'list', 'linesOfOrder', 'find', 'buildSql'], before: 4.1, after: 0 },
  {
    path: ['ticks', 'handle', 'list', 'linesOfOrder', 'find', 'query', 'serializeQuery'],
    before: 2.3,
    after: 0,
  },
  { path: ['ticks', 'handle', 'list', 'linesOfOrder', 'find', 'hydrate'], before: 5.9, after: 0 },
  {
    path: ['ticks', 'handle', 'list', 'linesOfOrder', 'find', 'hydrate', 'defineAccessors'],
    before: 5.3,
    after: 0,
  },
  {
    path: ['ticks', 'handle', 'list', 'linesOfOrder', 'find', 'hydrate', 'parseDate'],
    before: 1.9,
    after: 0,
  },
  { path: ['ticks', 'handle', 'list', 'linesOfOrders', 'find', 'buildSql'], before: 0, after: 0.4 },
  { path: ['ticks', 'handle', 'list', 'linesOfOrders', 'find', 'hydrate'], before: 0, after: 3.4 },
  {
    path: ['ticks', 'handle', 'list', 'linesOfOrders', 'find', 'hydrate', 'defineAccessors'],
    before: 0,
    after: 2.2,
  },
  { path: ['ticks', 'handle', 'list', 'serialize', 'stringify'], before: 2.4, after: 2.5 },
  { path: ['ticks', 'handle', 'products', 'serialize', 'stringify'], before: 5.2, after: 5.4 },
  { path: ['ticks', 'handle', 'products'], before: 2.1, after: 2.2 },
  { path: ['socket', 'parseRow'], before: 4.4, after: 2.3 },
  { path: ['socket', 'parseRow', 'readString'], before: 2.6, after: 1.5 },
  { path: ['tls'], before: 3.1, after: 3.2 },
];

const intervalUs = 1000;

/** A `.cpuprofile` of `sampleCount` samples, about one a millisecond. */
export function cpuProfile(random: Random, variant: Variant, sampleCount: number): string {
  const nodes: { id: number; callFrame: object; hitCount: number; children: number[] }[] = [];
  const nodeIds = new Map<string, number>();
  const addNode = (frame: Frame): number => {
    const id = nodes.length + 1;
    nodes.push({
      id,
      callFrame: {
        functionName: frame.name,
        scriptId: frame.url === '' ? '0' : String(1 + frame.url.length),
        url: frame.url,
        lineNumber: frame.line < 0 ? -1 : frame.line - 1,
        columnNumber: frame.line < 0 ? -1 : 4,
      },
      hitCount: 0,
      children: [],
    });
    return id;
  };
  const root = addNode(pseudo('(root)'));
  const leafOf = (path: readonly FrameName[]): number => {
    let parent = root;
    let key = '';
    for (const name of path) {
      key += `/${name}`;
      const known = nodeIds.get(key);
      const id = known ?? addNode(frames[name]);
      if (known === undefined) {
        nodeIds.set(key, id);
        nodes[parent - 1]?.children.push(id);
      }
      parent = id;
    }
    return parent;
  };
  const used = stacks
    .filter((stack) => stack[variant] > 0)
    .map((stack) => ({ leaf: leafOf(stack.path), weight: stack[variant] }));
  const totalWeight = used.reduce((sum, { weight }) => sum + weight, 0);
  const pick = (): number => {
    let left = random.uniform() * totalWeight;
    for (const { leaf, weight } of used) {
      left -= weight;
      if (left < 0) return leaf;
    }
    return root;
  };
  const samples: number[] = [];
  const timeDeltas: number[] = [];
  const startTime = 86_412_000_000;
  let clockUs = startTime;
  while (samples.length < sampleCount) {
    const leaf = pick();
    // Work comes in stretches: neighbouring samples are often in the same function.
    const stretch = 1 + Math.floor(random.exponential(1.6));
    for (let index = 0; index < stretch && samples.length < sampleCount; index += 1) {
      const delta = Math.max(120, Math.round(intervalUs + 70 * random.normal()));
      samples.push(leaf);
      timeDeltas.push(delta);
      clockUs += delta;
      const node = nodes[leaf - 1];
      if (node) node.hitCount += 1;
    }
  }
  return JSON.stringify({ nodes, startTime, endTime: clockUs + intervalUs, samples, timeDeltas });
}

/** On-CPU stacks of the database host at the peak, folded by stackcollapse-perf. */
export function databaseStacks(random: Random): string {
  const lines: readonly [string, number][] = [
    ['postgres;PostmasterMain;BackendMain;PostgresMain;exec_bind_message;PortalStart;ExecutorStart', 612],
    ['postgres;PostmasterMain;BackendMain;PostgresMain;exec_parse_message;parse_analyze_varparams', 884],
    [
      'postgres;PostmasterMain;BackendMain;PostgresMain;exec_bind_message;GetCachedPlan;BuildCachedPlan;standard_planner',
      2310,
    ],
    [
      'postgres;PostmasterMain;BackendMain;PostgresMain;exec_execute_message;PortalRun;ExecutorRun;ExecLockRows;heap_lock_tuple;heap_acquire_tuplock;LockAcquireExtended',
      1480,
    ],
    [
      'postgres;PostmasterMain;BackendMain;PostgresMain;exec_execute_message;PortalRun;ExecutorRun;ExecLockRows;heap_lock_tuple;XactLockTableWait;ProcSleep',
      1930,
    ],
    [
      'postgres;PostmasterMain;BackendMain;PostgresMain;exec_execute_message;PortalRun;ExecutorRun;IndexScan;index_getnext_slot;_bt_search',
      1715,
    ],
    [
      'postgres;PostmasterMain;BackendMain;PostgresMain;exec_execute_message;PortalRun;printtup;pq_sendcountedtext',
      540,
    ],
    ['postgres;PostmasterMain;BackendMain;PostgresMain;ReadCommand;secure_read;sock_recvmsg_[k]', 1322],
    [
      'postgres;PostmasterMain;BackendMain;PostgresMain;CommitTransactionCommand;RecordTransactionCommit;XLogFlush;fdatasync_[k]',
      905,
    ],
    ['postgres;PostmasterMain;walwriter;WalWriterMain;XLogBackgroundFlush', 118],
    ['postgres;PostmasterMain;checkpointer;CheckpointerMain;BufferSync', 164],
  ];
  return `${lines.map(([stack, weight]) => `${stack} ${Math.round(weight * (1 + 0.03 * random.normal()))}`).join('\n')}\n`;
}
