// The call tree of a CPU profile: V8's nodes, in any order and either form, as a stack tree with parents first.
import type { FrameKind } from '../../../../shared/contract/profiles.ts';
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { ProfileFrame } from '../../kinds/profile/batch.ts';
import type { JsonPosition } from '../../reading/json-fault.ts';

/** V8's names for what is no JavaScript function. */
const pseudoKinds: Readonly<Record<string, FrameKind>> = {
  '(root)': 'root',
  '(program)': 'program',
  '(idle)': 'idle',
  '(garbage collector)': 'gc',
};

export interface NodeTree {
  frames: ProfileFrame[];
  stackParent: number[];
  stackFrame: number[];
  /** Stack of each node id. */
  stackOfId: Map<number, number>;
  /** `hitCount` of each stack that has one: all that a profile without samples knows. */
  hits: Map<number, number>;
  frameOf(frame: ProfileFrame): number;
}

interface Node {
  id: number;
  frame: number;
  hits: number;
}

export interface NodeReader {
  /** One element of `nodes`. */
  addNode(value: unknown, at: JsonPosition): void;
  /** The tree of the old form, children inside their parents. */
  addHead(value: unknown, at: JsonPosition): void;
  readonly count: number;
  finish(): NodeTree;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function wrongShape(what: string, at?: JsonPosition): AssayError {
  return new AssayError({
    code: 'cpuprofile.wrong-shape',
    message: `The CPU profile is not built as V8 builds it: ${what}.`,
    ...(at && { line: at.line, offset: at.offset }),
    hint: 'Save the profile again from DevTools, or with node --cpu-prof.',
  });
}

export function createNodeReader(): NodeReader {
  const nodes: Node[] = [];
  const indexOfId = new Map<number, number>();
  /** Child id and index of its parent node, or id of the parent and index of the child, as the form has it. */
  const childLinks: [childId: number, parentIndex: number][] = [];
  const parentLinks: [childIndex: number, parentId: number][] = [];
  const frames: ProfileFrame[] = [];
  const frameIds = new Map<string, number>();

  const frameOf = (frame: ProfileFrame): number => {
    const key = `${frame.name}\0${frame.file}\0${frame.line ?? ''}\0${frame.column ?? ''}\0${frame.kind}`;
    const known = frameIds.get(key);
    if (known !== undefined) return known;
    frameIds.set(key, frames.length);
    return frames.push(frame) - 1;
  };
  const add = (value: Fields, callFrame: Fields, firstLine: 0 | 1, at: JsonPosition): number => {
    const id = asId(value['id']);
    if (id === undefined)
      throw wrongShape(`a node has the id ${JSON.stringify(value['id'])}; expected a number`, at);
    if (indexOfId.has(id)) throw wrongShape(`two nodes have the id ${id}`, at);
    indexOfId.set(id, nodes.length);
    return (
      nodes.push({ id, frame: frameOf(asFrame(callFrame, firstLine)), hits: asCount(value['hitCount']) }) - 1
    );
  };

  return {
    get count() {
      return nodes.length;
    },
    addNode(value, at) {
      if (!isFields(value) || !isFields(value['callFrame'])) throw wrongShape('a node has no callFrame', at);
      const index = add(value, value['callFrame'], 0, at);
      const { children } = value;
      if (Array.isArray(children)) {
        for (const child of children) {
          const childId = asId(child);
          if (childId === undefined) {
            throw wrongShape(`a child is ${JSON.stringify(child)}; expected the id of a node`, at);
          }
          childLinks.push([childId, index]);
        }
      }
      const parentId = asId(value['parent']);
      if (parentId !== undefined) parentLinks.push([index, parentId]);
    },
    addHead(value, at) {
      if (!isFields(value)) throw wrongShape('head is no object', at);
      const waiting: { value: Fields; parent: number }[] = [{ value, parent: -1 }];
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { value: node, parent } = next;
        const callFrame = isFields(node['callFrame']) ? node['callFrame'] : node;
        const index = add(node, callFrame, callFrame === node ? 1 : 0, at);
        if (parent >= 0) childLinks.push([(nodes[index] as Node).id, parent]);
        const children = Array.isArray(node['children']) ? node['children'] : [];
        for (const child of children as unknown[]) {
          if (!isFields(child)) throw wrongShape('a child of head is no object', at);
          waiting.push({ value: child, parent: index });
        }
      }
    },
    finish: () =>
      asTree(nodes, resolveParents(nodes.length, indexOfId, childLinks, parentLinks), frames, frameOf),
  };
}

/** Index of each node's parent, -1 for roots. Links to ids that no node has are left out. */
function resolveParents(
  count: number,
  indexOfId: ReadonlyMap<number, number>,
  childLinks: readonly [number, number][],
  parentLinks: readonly [number, number][],
): Int32Array {
  const parents = new Int32Array(count).fill(-1);
  for (const [childId, parent] of childLinks) {
    const child = indexOfId.get(childId);
    if (child !== undefined) parents[child] = parent;
  }
  for (const [child, parentId] of parentLinks) {
    const parent = indexOfId.get(parentId);
    if (parent !== undefined) parents[child] = parent;
  }
  return parents;
}

/** Numbers stacks so that each parent comes before its children. Throws when nodes are their own ancestors. */
function asTree(
  nodes: readonly Node[],
  parents: Int32Array,
  frames: ProfileFrame[],
  frameOf: NodeTree['frameOf'],
): NodeTree {
  const children: number[][] = nodes.map(() => []);
  const order: number[] = [];
  for (const [index, parent] of parents.entries()) {
    if (parent < 0) order.push(index);
    else (children[parent] as number[]).push(index);
  }
  const stackOf = new Int32Array(nodes.length);
  const tree: NodeTree = {
    frames,
    stackParent: [],
    stackFrame: [],
    stackOfId: new Map(),
    hits: new Map(),
    frameOf,
  };
  // Grows while it is walked: breadth first.
  for (const index of order) {
    const { id, frame, hits } = nodes[index] as Node;
    const parent = parents[index] as number;
    const stack = tree.stackFrame.push(frame) - 1;
    tree.stackParent.push(parent < 0 ? -1 : (stackOf[parent] as number));
    stackOf[index] = stack;
    tree.stackOfId.set(id, stack);
    if (hits > 0) tree.hits.set(stack, hits);
    for (const child of children[index] as number[]) order.push(child);
  }
  if (order.length < nodes.length) throw wrongShape('its nodes form a circle, each the child of another');
  return tree;
}

/** Lines and columns count from 0 in a callFrame (-1: none), from 1 in the old form (0: none). */
function asFrame(callFrame: Fields, firstLine: 0 | 1): ProfileFrame {
  const name = typeof callFrame['functionName'] === 'string' ? callFrame['functionName'] : '';
  const file = typeof callFrame['url'] === 'string' ? callFrame['url'] : '';
  const line = asPlace(callFrame['lineNumber'], firstLine);
  return {
    name: name === '' ? '(anonymous)' : name,
    file,
    line,
    column: line === null ? null : asPlace(callFrame['columnNumber'], firstLine),
    kind: file === '' ? (pseudoKinds[name] ?? '') : '',
  };
}

function asPlace(value: unknown, first: 0 | 1): number | null {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < first || value >= 2 ** 31 - 1)
    return null;
  return value - first + 1;
}

/** Node ids are small integers; very old profiles write them as strings of digits. */
function asId(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^\d+$/u.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : undefined;
}

const asCount = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);
