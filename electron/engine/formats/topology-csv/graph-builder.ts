// Gathers the names and edges of a file, each once, within the bounds that docs/topology.md states.
import { AssayError } from '../../../../shared/domain/errors.ts';
import type { CallKind } from '../../../../shared/domain/call-graph.ts';
import type { FileEdge } from './direction.ts';

export const maxNames = 10_000;
export const maxEdges = 100_000;
export const maxNameLength = 1000;

export interface BuiltEdge extends FileEdge {
  kind: CallKind | null;
  calls: number | null;
}

export interface GraphBuilder {
  names: string[];
  edges: BuiltEdge[];
  selfLoops: number;
  /** Rows or cells that repeat an edge. */
  repeated: number;
  /** Index of a name. Throws `topology.too-large`. */
  nameIndex(name: string, line: number): number;
  /** Of an edge that is there already the calls are added, and a kind is kept that either tells. */
  addEdge(first: number, second: number, kind: CallKind | null, calls: number | null, line: number): void;
}

export function graphBuilder(fileName: string): GraphBuilder {
  const indexOfName = new Map<string, number>();
  const edgeOf = new Map<number, BuiltEdge>();
  const tooLarge = (what: string, line: number): AssayError =>
    new AssayError({
      code: 'topology.too-large',
      message: `Line ${line}: the file holds more than ${what}, which is the most that one topology can have.`,
      file: fileName,
      line,
      hint: 'Import the part of the system that is audited, or put what belongs together under one name.',
    });
  return {
    names: [],
    edges: [],
    selfLoops: 0,
    repeated: 0,
    nameIndex(name, line) {
      const known = indexOfName.get(name);
      if (known !== undefined) return known;
      if (this.names.length === maxNames) throw tooLarge(`${maxNames} names`, line);
      indexOfName.set(name, this.names.length);
      return this.names.push(name) - 1;
    },
    addEdge(first, second, kind, calls, line) {
      const key = first * maxNames + second;
      const known = edgeOf.get(key);
      if (known !== undefined) {
        this.repeated += 1;
        if (calls !== null) known.calls = (known.calls ?? 0) + calls;
        // Of both kinds the caller waits for one.
        if (known.kind === null || kind === 'sync') known.kind = kind ?? known.kind;
        return;
      }
      if (this.edges.length === maxEdges) throw tooLarge(`${maxEdges} different edges`, line);
      if (first === second) this.selfLoops += 1;
      const edge = { first, second, kind, calls };
      edgeOf.set(key, edge);
      this.edges.push(edge);
    },
  };
}
