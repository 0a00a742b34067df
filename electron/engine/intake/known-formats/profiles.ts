// Profiles and dumps of running programs.
import {
  all,
  any,
  firstLine,
  magic,
  member,
  members,
  not,
  notYet,
  someLine,
  words,
  type KnownFormat,
} from './known-format.ts';
import type { Head } from './head.ts';
import { readFields } from './wire.ts';

const foldedPerf = 'Fold it (perf script | stackcollapse-perf.pl) and import the folded stacks.';
const folded = 'Export folded stacks instead: one line a stack, frames parted by semicolons, then a count.';
const asyncCollapsed =
  'Record with async-profiler -o collapsed, or convert it (jfrconv -o collapsed), and import the folded stacks.';
const cpuprofile =
  'Record a CPU profile instead (node --cpu-prof, or Save profile in the browser) and import the .cpuprofile.';
const memory = 'Record a CPU profile (.cpuprofile) for time; memory is not read yet.';

/** `{sample_type, sample, mapping, location, function, string_table, …}`: the order of fields is free. */
function isPprof({ bytes }: Head): boolean {
  const wireTypes = [-1, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 2, 0, 2, 0, 0];
  const fields = readFields(bytes, false);
  if (fields === null || fields.length < 3) return false;
  const fits = fields.every(
    ({ number, type }) => wireTypes[number] === type || (number === 13 && type === 0),
  );
  const types = fields.filter(({ number, isWhole }) => number === 1 && isWhole);
  return (
    fits &&
    types.length > 0 &&
    types.every(({ content }) =>
      readFields(content, true)?.every(({ number, type }) => number <= 2 && type === 0),
    ) &&
    fields.some(({ number }) => number === 2 || number === 6)
  );
}

/** Trace packets, each with the sequence that it belongs to (field 10). */
function isPerfetto({ bytes }: Head): boolean {
  const fields = readFields(bytes, false);
  const packets = fields?.filter(({ isWhole }) => isWhole) ?? [];
  if (fields === null || packets.length < 3 || packets.some(({ number, type }) => number !== 1 || type !== 2))
    return false;
  const sequenced = packets.filter(({ content }) =>
    readFields(content, true)?.some(({ number, type }) => number === 10 && type === 0),
  );
  return sequenced.length * 2 > packets.length;
}

/** A line of a command, its threads and a time, then frames of an address and a symbol. */
function isPerfScript(head: Head): boolean {
  const all = head.lines().filter((line) => !line.startsWith('#'));
  return all.some(
    (line, index) =>
      /^\s*\S.*\s\d+(?:\/\d+)?\s+(?:\[\d+\]\s+)?\d+\.\d+:\s/u.test(line) &&
      /^\s+[0-9a-f]+ .+\(.+\)$/u.test(all[index + 1] ?? ''),
  );
}

export const profileFiles: readonly KnownFormat[] = [
  notYet('a Java flight recording (JFR)', magic('464c5200'), asyncCollapsed),
  notYet(
    'a Java heap dump (hprof)',
    magic('4a4156412050524f46494c4520312e30'),
    `Heap dumps are not read yet. ${asyncCollapsed}`,
  ),
  notYet(
    'a .NET trace (nettrace)',
    magic('4e65747472616365'),
    'Convert it to folded stacks; dotnet-trace converts to speedscope, which is not read yet either.',
  ),
  notYet(
    'an austin profile in binary form (MOJ)',
    magic('4d4f4a'),
    'Convert it with mojo2austin, whose output is folded stacks.',
  ),
  notYet('an rbspy recording', magic('72627370'), 'Record with rbspy --format collapsed and import that.'),
  notYet(
    'a recording of Android’s simpleperf',
    magic('53494d504c4550455246'),
    'Write it as folded stacks (simpleperf’s stackcollapse.py) and import those.',
  ),
  notYet('an Android method trace (ART)', any(magic('2a76657273696f6e0a'), magic('534c4f57')), folded),
  notYet('a perf.data file', magic('50455246494c4532'), foldedPerf),
  notYet(
    'a CPU profile of gperftools',
    magic('00000000000000000300000000000000'),
    'Write it as folded stacks (pprof -collapsed) and import those.',
  ),
  notYet(
    'a stackprof dump of Ruby',
    all(magic('0408'), words('mode', 'interval', 'samples')),
    'Write it as folded stacks (stackprof --stackcollapse) and import those.',
  ),
  notYet(
    'a profile of Python’s cProfile (pstats)',
    (head) => /^[{\u00fb][()\u00a8\u00a9]/u.test(head.text()) && words('_lsprof')(head),
    'Record with py-spy record -f raw, which gives folded stacks.',
  ),
  notYet(
    'a pprof profile (protobuf)',
    isPprof,
    'Write it as folded stacks (go tool pprof -raw FILE | stackcollapse-go.pl) and import those.',
  ),
  notYet(
    'a Perfetto trace',
    isPerfetto,
    'Perfetto traces are not read. Record a CPU profile (.cpuprofile), or folded stacks, instead.',
  ),
  notYet(
    'a heap snapshot of Chrome or Node.js',
    any(members('snapshot.meta.node_fields'), members('snapshot.meta', 'snapshot.node_count')),
    memory,
  ),
  notYet('an allocation profile of V8 (.heapprofile)', members('head.callFrame', 'head.selfSize'), memory),
  notYet(
    'a trace of Chrome (trace events)',
    any(members('traceEvents'), members('[].ph', '[].pid')),
    `Trace events are not read yet. ${cpuprofile}`,
  ),
  notYet(
    'a speedscope file',
    any(member('$schema', /speedscope/u), members('shared.frames', 'profiles')),
    folded,
  ),
  notYet(
    'a profile of Firefox (Gecko)',
    any(
      members('meta.preprocessedProfileVersion'),
      members('meta.startTime', 'threads'),
      members('libs[].breakpadId'),
      member('systemHost.name', /^Firefox$/u),
    ),
    folded,
  ),
  notYet(
    'a stackprof profile of Ruby',
    all(members('mode', 'interval', 'frames'), any(members('gc_samples'), members('raw'))),
    'Write it as folded stacks (stackprof --stackcollapse) and import those.',
  ),
  notYet('a log of V8 (node --prof)', firstLine(/^v8-version,\d/u), cpuprofile),
  notYet(
    'a processed log of V8 (node --prof-process --preprocess)',
    all(members('code', 'code[].type'), not(members('code[].message')), words('"SHARED_LIB"')),
    cpuprofile,
  ),
  notYet(
    'a flame graph of Pyroscope',
    any(members('flamebearer.names'), members('flamegraph.levels')),
    folded,
  ),
  notYet('a heap profile of DHAT', members('dhatFileVersion'), folded),
  notYet('a timeline of Safari', members('recording.sampleStackTraces'), folded),
  notYet('a profile of GHC', members('rts_arguments', 'cost_centres'), folded),
  notYet(
    'a profile of Hermes',
    members('stackFrames', 'samples'),
    'Convert it (hermes-profile-transformer) or record a .cpuprofile.',
  ),
  notYet('OpenTelemetry profiles (OTLP JSON)', members('resourceProfiles'), folded),
  notYet('a diagnostic report of Node.js', members('header.reportVersion'), cpuprofile),
  notYet(
    'a callgrind or cachegrind profile',
    all(
      any(firstLine(/^# callgrind format$/u), someLine(/^(?:version|creator|cmd|desc): /u)),
      someLine(/^events: /u),
    ),
    `Call graphs are not read yet. ${folded}`,
  ),
  notYet(
    'a function trace of Xdebug',
    words('TRACE START [', 'File format:'),
    'Profile with Excimer, whose collapsed output is folded stacks.',
  ),
  notYet(
    'a call tree copied from Instruments',
    firstLine(/\tSymbol Names?\b|\bSymbol Names?\t|^(?:Weight|Running Time)\t.*\bSymbol Names?$/u),
    folded,
  ),
  notYet('an export of Instruments (xctrace)', words('<trace-query-result>'), folded),
  notYet(
    'a sample report of macOS',
    someLine(/^Analysis of sampling .+ every \d+ millisecond/u),
    'Fold it (stackcollapse-sample.awk) and import the folded stacks.',
  ),
  notYet(
    'output of DTrace',
    firstLine(/^CPU\s+ID\s+FUNCTION:NAME/u),
    'Fold it (stackcollapse.pl) and import the folded stacks.',
  ),
  notYet(
    'output of bpftrace',
    any(firstLine(/^Attach(?:ing|ed) \d+ probes?\.{0,3}/u), firstLine(/^@\w*\[$/u)),
    'Fold it (stackcollapse-bpftrace.pl) and import the folded stacks.',
  ),
  notYet(
    'output of FreeBSD’s pmcstat',
    firstLine(/^@ \S+ \[\d+ samples\]$/u),
    'Fold it (stackcollapse-pmc.pl) and import the folded stacks.',
  ),
  notYet('output of perf script', isPerfScript, foldedPerf),
  notYet('a report of perf', all(someLine(/^# Samples: /u), someLine(/^# Overhead /u)), foldedPerf),
  notYet(
    'a pprof profile in its old text form',
    firstLine(
      /^(?:heap profile: +\d+: +\d+ \[|--- (?:contentionz?|threadz?|heapz?)|(?:goroutine|threadcreate) profile: total \d+)/u,
    ),
    folded,
  ),
  notYet(
    'a list of goroutines of a Go program',
    firstLine(/^goroutine \d+ \[[a-z]/u),
    'Thread dumps are not read yet. Keep it beside the audit.',
  ),
  notYet(
    'a thread dump of a Java program',
    someLine(/^Full thread dump /u),
    'Thread dumps are not read yet. Take folded stacks with async-profiler for what runs.',
  ),
  notYet(
    'a thread dump of a Python program',
    any(
      firstLine(/^(?:Current thread|Thread) 0x[0-9a-f]+.*\(most recent call first\):$/u),
      all(firstLine(/^Process \d+: /u), someLine(/^Thread (?:\d+|0x[0-9a-fA-F]+) \((?:active|idle)/u)),
    ),
    'Record with py-spy record -f raw, which gives folded stacks.',
  ),
  notYet(
    'a thread dump of a .NET program',
    all(someLine(/^Thread \(0x[0-9A-Fa-f]+\):$/u), someLine(/^\s+\[Native Frames\]|^\s+\S+!\S+/u)),
    'Thread dumps are not read yet. Keep it beside the audit.',
  ),
  notYet(
    'a class histogram of a Java heap',
    someLine(/^\s*num\s+#instances\s+#bytes\s+class name/u),
    'Heap contents are not read yet. Keep it beside the audit.',
  ),
];
