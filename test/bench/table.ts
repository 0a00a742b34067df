export interface BenchRun {
  name: string;
  /** Null when the peer is not installed. */
  seconds: number | null;
  /** Null where it cannot be measured. */
  peakMiB: number | null;
  /** What the run does, or why it was left out. */
  remark: string;
}

/** Prints one line a run; ratios are against the first, which is Assay's. */
export function printTable(runs: readonly BenchRun[]): void {
  const own = runs[0]?.seconds ?? null;
  const lines = runs.map(({ name, seconds, peakMiB, remark }) => [
    name,
    seconds === null ? 'left out' : `${seconds.toFixed(2)} s`,
    seconds === null || own === null ? '' : `${(seconds / own).toFixed(2)} ×`,
    peakMiB === null ? '' : `${peakMiB.toFixed(0)} MiB`,
    remark,
  ]);
  const head = ['', 'time', 'ratio', 'peak memory', ''];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] ?? '').length)),
  );
  for (const line of [head, ...lines]) {
    const cells = line.map((cell, column) =>
      column === 0 || column === 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}
