// What load generators write.
import type { Head } from './head.ts';
import {
  all,
  any,
  firstLine,
  member,
  members,
  notYet,
  someLine,
  words,
  type KnownFormat,
} from './known-format.ts';

/** From 3.12.1 on: a zero byte, then the version with its length before it. */
const isBinaryGatling = ({ bytes, text }: Head): boolean =>
  bytes.subarray(0, 4).every((byte) => byte === 0) && /^\d+\.\d+\.\d/u.test(text().slice(5));

const overTime =
  'Load tests are not read yet. Export response times and throughput over time as CSV, with a column of times.';

export const loadTestFiles: readonly KnownFormat[] = [
  notYet(
    'samples of k6 (JSON lines)',
    all(member('type', /^(?:Metric|Point)$/u), members('metric', 'data')),
    'Write them as CSV (k6 run --out csv=samples.csv), which is read as metrics.',
  ),
  notYet(
    'a summary of k6',
    any(
      members('root_group', 'metrics'),
      members('metrics.http_reqs'),
      members('metrics.iterations', 'metrics.iteration_duration'),
      members('results.metrics', 'metadata', 'config'),
    ),
    'A summary has no times. Run again with --out csv=samples.csv, which is read as metrics.',
  ),
  notYet(
    'the closing summary of k6',
    all(someLine(/^\s*(?:[✓\u00e2].*)?http_req_duration\.{3,}/u), someLine(/^\s*iterations\.{3,}/u)),
    'A summary has no times. Run again with --out csv=samples.csv, which is read as metrics.',
  ),
  notYet(
    'results of JMeter (JTL, XML)',
    words('<testResults'),
    'Let JMeter write CSV (jmeter.save.saveservice.output_format=csv), which is read as metrics.',
  ),
  notYet(
    'a test plan of JMeter',
    words('<jmeterTestPlan'),
    'A plan holds no results. Run it and import the JTL file as CSV.',
  ),
  notYet(
    'results of JMeter (JTL, CSV)',
    firstLine(/^timeStamp[,;\t]elapsed[,;\t]|^timeStamp,.*\belapsed\b/u),
    'Keep the column timeStamp as epoch milliseconds; such files are read as metrics.',
  ),
  notYet(
    'a simulation log of Gatling',
    any(firstLine(/^RUN\t/u), firstLine(/^ASSERTION\t/u), isBinaryGatling),
    overTime,
  ),
  notYet(
    'the statistics of a Gatling report',
    members('type', 'contents', 'stats.numberOfRequests'),
    overTime,
  ),
  notYet(
    'output of wrk',
    firstLine(/^Running \S+ test @ /u),
    'It is a summary without times. Record the run with k6 --out csv, or measure on the server, as CSV.',
  ),
  notYet(
    'output of ab (ApacheBench)',
    any(firstLine(/^This is ApacheBench/u), someLine(/^Time per request:\s+[\d.]+ \[ms\]/u)),
    overTime,
  ),
  notYet(
    'a data file of ab for gnuplot',
    firstLine(/^starttime\tseconds\tctime\tdtime\tttime\twait$/u),
    overTime,
  ),
  notYet('a summary of hey', all(someLine(/^Summary:$/u), someLine(/^\s+Requests\/sec:\s/u)), overTime),
  notYet(
    'response times of hey (CSV)',
    firstLine(/^response-time,DNS\+dialup,/u),
    'It has offsets, not times. Add a column of times, the start of the run plus the offset, and import it again.',
  ),
  notYet(
    'a report of vegeta',
    any(firstLine(/^Requests\s+\[total, rate/u), members('latencies', 'bytes_in', 'status_codes')),
    'Write the samples as CSV (vegeta encode --to csv); its first column holds times.',
  ),
  notYet(
    'results of vegeta (JSON lines)',
    members('attack', 'seq', 'latency'),
    'Write them as CSV (vegeta encode --to csv); its first column holds times.',
  ),
  notYet(
    'statistics of Locust',
    any(
      firstLine(/^Type,Name,Request Count,Failure Count,/u),
      members('[].num_requests', '[].response_times'),
    ),
    'It has no times. Run with --csv NAME --csv-full-history and import NAME_stats_history.csv.',
  ),
  notYet(
    'failures or exceptions of Locust',
    any(firstLine(/^Method,Name,Error,Occurrences/u), firstLine(/^Count,Message,Traceback,Nodes/u)),
    'It has no times. Run with --csv NAME --csv-full-history and import NAME_stats_history.csv.',
  ),
  notYet(
    'output of pgbench',
    any(firstLine(/^pgbench \(\d/u), someLine(/^progress: [\d.]+ s, [\d.]+ tps, lat [\d.]+ ms/u)),
    overTime,
  ),
  notYet(
    'a transaction log of pgbench',
    (head) =>
      head.lines().filter((line) => /^\d+ \d+ \d+ \d+ 1\d{9} \d{1,6}(?: \d+){0,3}$/u.test(line)).length >=
      Math.max(1, head.lines().length - 1),
    'Add a header (client transaction latency_us script time us), change spaces to commas, and import it as CSV.',
  ),
  notYet('output of sysbench', firstLine(/^sysbench \d/u), overTime),
  notYet(
    'results of fio',
    any(members('fio version'), firstLine(/^fio-\d/u)),
    'Let fio write logs over time (write_lat_log) and import them as CSV with a header.',
  ),
  notYet('results of iperf3', members('start.test_start', 'intervals'), overTime),
  notYet(
    'results of Artillery',
    any(members('aggregate.counters', 'intermediate'), members('aggregate.scenariosCreated')),
    overTime,
  ),
  notYet(
    'results of autocannon',
    members('url', 'connections', 'latency', 'requests', 'throughput'),
    overTime,
  ),
];
