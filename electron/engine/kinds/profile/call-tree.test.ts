import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallTree } from '../../../../shared/contract/profiles.ts';
import type { ProfileFrame } from './batch.ts';
import {
  functionsOf,
  functionWeights,
  mergeCallees,
  mergeDown,
  mergeUp,
  outermostStacks,
  selfByStack,
  totalByStack,
  type FunctionWeights,
  type StackTable,
} from './call-tree.ts';

/** Samples as lists of names, root first, with weights: what every result here is checked against by brute force. */
type Sample = { stack: string[]; weight: number };

const weigh = (table: StackTable, self: Float64Array): FunctionWeights =>
  functionWeights(table, functionsOf(table), Int32Array.from(self.keys()), self);

const frame = (name: string): ProfileFrame => ({ name, file: '', line: null, column: null, kind: '' });

function build(samples: readonly Sample[]): { table: StackTable; self: Float64Array } {
  const names = [...new Set(samples.flatMap(({ stack }) => stack))];
  const parents: number[] = [];
  const frames: number[] = [];
  const sampleStack = samples.map(({ stack }) => {
    let at = -1;
    for (const name of stack) {
      // Not merged on purpose: two equal stacks may lie in the table twice, as V8 writes them.
      frames.push(names.indexOf(name));
      at = parents.push(at) - 1;
    }
    return at;
  });
  const table = {
    frames: names.map(frame),
    stackParent: Int32Array.from(parents),
    stackFrame: Int32Array.from(frames),
  };
  const weights = Float64Array.from(samples, ({ weight }) => weight);
  return { table, self: selfByStack(parents.length, Int32Array.from(sampleStack), weights) };
}

const samplesOf = fc.array(
  fc.record({
    stack: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 7 }),
    weight: fc.nat(20),
  }),
  { minLength: 1, maxLength: 25 },
);

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** Path of each node as text, with self and total. */
function pathsOf(tree: CallTree, names: readonly string[]): Map<string, { self: number; total: number }> {
  const paths: string[] = [];
  return new Map(
    [...tree.parent].map((parent, node) => {
      const id = tree.frame[node] as number;
      paths[node] = (parent < 0 ? '' : `${paths[parent]}/`) + (id < 0 ? 'all' : names[id]);
      return [paths[node], { self: tree.self[node] as number, total: tree.totals[node] as number }];
    }),
  );
}

function expectSound(tree: CallTree): void {
  for (let node = 1; node < tree.parent.length; node += 1) {
    const parent = tree.parent[node] as number;
    expect(parent).toBeLessThan(node);
    expect(tree.depth[node]).toBe((tree.depth[parent] as number) + 1);
  }
  const children = new Map<number, number[]>();
  for (const [node, parent] of tree.parent.entries())
    children.set(parent, [...(children.get(parent) ?? []), node]);
  for (const [parent, nodes] of children) {
    const totals = nodes.map((node) => tree.totals[node] as number);
    expect(totals).toEqual(totals.toSorted((a, b) => b - a));
    if (parent >= 0 && tree.elided.nodes === 0) {
      expect(sum(totals) + (tree.self[parent] as number)).toBe(tree.totals[parent]);
    }
  }
}

describe('self and total weights of functions', () => {
  it('count a function once in a sample, however often it calls itself', () => {
    const { table, self } = build([
      { stack: ['a', 'a', 'b'], weight: 1 },
      { stack: ['a', 'b', 'a'], weight: 2 },
    ]);
    const functions = functionsOf(table);
    const weights = weigh(table, self);
    expect(functions.frames.map(({ name }) => name)).toEqual(['a', 'b']);
    expect([...weights.total]).toEqual([3, 3]);
    expect([...weights.self]).toEqual([2, 1]);
  });

  it('make one function of the ways in which a method was run', () => {
    const frames: ProfileFrame[] = [
      { ...frame('A.run'), kind: 'interpreted' },
      { ...frame('A.run'), kind: 'jit' },
      { ...frame('A.run'), kind: 'kernel' },
    ];
    const table = { frames, stackParent: Int32Array.of(-1, 0, -1), stackFrame: Int32Array.of(0, 1, 2) };
    const functions = functionsOf(table);
    expect(functions.frames.map(({ kind }) => kind)).toEqual(['', 'kernel']);
    expect([...weigh(table, Float64Array.of(1, 2, 4)).total]).toEqual([3, 4]);
  });

  it('equal those of a brute-force count', () => {
    fc.assert(
      fc.property(samplesOf, (samples) => {
        const { table, self } = build(samples);
        const functions = functionsOf(table);
        const weights = weigh(table, self);
        for (const [id, { name }] of functions.frames.entries()) {
          const containing = samples.filter(({ stack }) => (stack as string[]).includes(name));
          const onTop = samples.filter(({ stack }) => stack.at(-1) === name);
          expect(weights.total[id]).toBe(sum(containing.map(({ weight }) => weight)));
          expect(weights.self[id]).toBe(sum(onTop.map(({ weight }) => weight)));
        }
        expect(sum(weights.self)).toBe(sum(samples.map(({ weight }) => weight)));
      }),
    );
  });

  it('are found in stacks of 200,000 frames', () => {
    const { table, self } = build([{ stack: Array.from({ length: 200_000 }, () => 'a'), weight: 1 }]);
    expect([...weigh(table, self).total]).toEqual([1]);
    expect(mergeDown(table, functionsOf(table), self, 0).parent.length).toBe(200_001);
  });
});

describe('a merged call tree', () => {
  it('holds each path once with the weight of its samples', () => {
    fc.assert(
      fc.property(samplesOf, (samples) => {
        const { table, self } = build(samples);
        const functions = functionsOf(table);
        const tree = mergeDown(table, functions, self, 0);
        expectSound(tree);
        const expected = new Map<string, { self: number; total: number }>();
        for (const { stack, weight } of samples.filter(({ weight }) => weight > 0)) {
          for (let depth = 0; depth <= stack.length; depth += 1) {
            const path = ['all', ...stack.slice(0, depth)].join('/');
            const entry = expected.get(path) ?? { self: 0, total: 0 };
            entry.total += weight;
            if (depth === stack.length) entry.self += weight;
            expected.set(path, entry);
          }
        }
        if (expected.size === 0) expected.set('all', { self: 0, total: 0 });
        expect(
          pathsOf(
            tree,
            functions.frames.map(({ name }) => name),
          ),
        ).toEqual(expected);
      }),
    );
  });

  it('turned over holds each path from a sample’s top frame to its root', () => {
    fc.assert(
      fc.property(samplesOf, (samples) => {
        const { table, self } = build(samples);
        const functions = functionsOf(table);
        const turned = mergeUp(table, functions, self, 0, null);
        const expected = build(samples.map(({ stack, weight }) => ({ stack: stack.toReversed(), weight })));
        const straight = mergeDown(expected.table, functionsOf(expected.table), expected.self, 0);
        expectSound(turned);
        expect(
          pathsOf(
            turned,
            functions.frames.map(({ name }) => name),
          ),
        ).toEqual(
          pathsOf(
            straight,
            expected.table.frames.map(({ name }) => name),
          ),
        );
      }),
    );
  });

  it('cuts what is too narrow and counts it, either way up', () => {
    fc.assert(
      fc.property(samplesOf, fc.integer({ min: 1, max: 40 }), (samples, cutBelow) => {
        const { table, self } = build(samples);
        const functions = functionsOf(table);
        const total = sum(samples.map(({ weight }) => weight));
        for (const tree of [
          mergeDown(table, functions, self, cutBelow),
          mergeUp(table, functions, self, cutBelow, null),
        ]) {
          expect(tree.totals[0]).toBe(total);
          expect(tree.totals.slice(1).every((weight) => weight >= cutBelow)).toBe(true);
          expect(sum(tree.self) + tree.elided.weight).toBe(total);
          expect(tree.elided.nodes > 0).toBe(tree.elided.weight > 0);
        }
      }),
    );
  });

  it('sorts ties by name, so that it is the same each time', () => {
    const { table, self } = build([
      { stack: ['z'], weight: 1 },
      { stack: ['m'], weight: 1 },
      { stack: ['b'], weight: 2 },
    ]);
    const functions = functionsOf(table);
    const tree = mergeDown(table, functions, self, 0);
    expect([...tree.frame].slice(1).map((id) => functions.frames[id]?.name)).toEqual(['b', 'm', 'z']);
  });

  it('takes V8’s own root as its root', () => {
    const frames: ProfileFrame[] = [{ ...frame('(root)'), kind: 'root' }, frame('a')];
    const table = { frames, stackParent: Int32Array.of(-1, 0), stackFrame: Int32Array.of(0, 1) };
    const tree = mergeDown(table, functionsOf(table), Float64Array.of(1, 2), 0);
    expect([...tree.frame]).toEqual([-1, 1]);
    expect([...tree.self]).toEqual([1, 2]);
    expect([...mergeUp(table, functionsOf(table), Float64Array.of(0, 2), 0, null).frame]).toEqual([-1, 1]);
  });
});

describe('one function between its callers and callees', () => {
  it('has in both trees its total weight, recursion once', () => {
    fc.assert(
      fc.property(samplesOf, (samples) => {
        const { table, self } = build(samples);
        const functions = functionsOf(table);
        const { total } = weigh(table, self);
        const outermost = outermostStacks(table.stackParent, functions.ofStack, functions.frames.length);
        for (const id of functions.frames.keys()) {
          const callees = mergeCallees(table, functions, self, id, 0);
          const totals = totalByStack(table.stackParent, self);
          const callers = mergeUp(table, functions, totals, 0, { functionId: id, outermost });
          expect(callees.totals[0]).toBe(total[id]);
          expect(callers.totals[0]).toBe(total[id]);
          expect(callers.frame[0]).toBe(id);
          // Outermost calls have no call of the same function above them.
          expect(callers.frame.slice(1)).not.toContain(id);
          expectSound(callees);
          expectSound(callers);
        }
      }),
    );
  });
});
