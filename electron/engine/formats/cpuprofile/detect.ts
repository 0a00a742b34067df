import { createJsonScanner, type JsonShape } from '../../reading/json-scanner.ts';

const leaf = (name: string): JsonShape => ({ name });

/** Only what tells the forms apart; `selfSize` marks a heap profile, which is built alike. */
const signature: JsonShape = {
  name: 'profile',
  members: {
    nodes: { name: 'nodes', items: leaf('node') },
    head: {
      name: 'head',
      members: { functionName: leaf('head.functionName'), selfSize: leaf('head.selfSize') },
    },
    samples: { name: 'samples', items: leaf('sample') },
    timeDeltas: { name: 'timeDeltas', items: leaf('delta') },
    timestamps: { name: 'timestamps', items: leaf('timestamp') },
    snapshot: leaf('snapshot'),
    traceEvents: { name: 'traceEvents', items: leaf('event') },
  },
};

/** How surely these bytes are a V8 CPU profile, in the form of today or in that of before 2016. */
export function detectCpuProfile(head: Uint8Array): number {
  const seen = new Set<string>();
  const scanner = createJsonScanner(signature, {
    begin: (name) => void seen.add(name),
    value(name, value) {
      seen.add(name);
      if (name === 'node' && typeof value === 'object' && value !== null && 'callFrame' in value)
        seen.add('callFrame');
    },
  });
  try {
    scanner.write(head);
  } catch {
    // A head that is not JSON is no profile; one that breaks later was judged by what came before.
  }
  if (seen.has('snapshot') || seen.has('traceEvents') || seen.has('head.selfSize')) return 0;
  if (seen.has('callFrame') || seen.has('head.functionName')) return 0.95;
  const hasColumns = seen.has('timeDeltas') || seen.has('timestamps') || seen.has('samples');
  return hasColumns && (seen.has('timeDeltas') || seen.has('timestamps')) ? 0.6 : 0;
}
