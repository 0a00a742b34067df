import { jsonLines, type Samples } from './sample.ts';

export const loadTestSamples: Samples = {
  'samples of k6 (JSON lines)': [jsonLines({ type: 'Metric', data: { name: 'http_reqs', type: 'counter', contains: 'default', thresholds: [], submetrics: null }, metric: 'http_reqs' }, { metric: 'http_reqs', type: 'Point', data: { time: '2026-01-05T10:00:00.123456Z', value: 1, tags: { status: '200' } } })],
  'a summary of k6': [jsonLines({ root_group: { name: '', path: '', id: 'd41d', groups: {}, checks: {} }, metrics: { http_req_duration: { avg: 12.1, 'p(95)': 30 } } }), jsonLines({ version: '1.0', config: { script: 'a.js' }, metadata: { generated_at: '2026-01-05T10:00:00Z' }, results: { metrics: [] } })],
  'the closing summary of k6': ['\n     \u2713 status is 200\n\n     http_req_duration..............: avg=12.1ms min=1.2ms med=9ms max=98ms p(90)=20ms p(95)=30ms\n     iterations.....................: 1000   33.2/s\n'],
  'results of JMeter (JTL, CSV)': [
    'timeStamp,elapsed,label,responseCode\n10:00:00.123,25,GET /,200\n10:00:00.456,26,GET /,200\n',
  ],
  'results of JMeter (JTL, XML)': ['<?xml version="1.0" encoding="UTF-8"?>\n<testResults version="1.2">\n<httpSample t="25" it="0" lt="24" ct="3" ts="1795424553000" s="true" lb="GET /" rc="200" rm="OK" tn="Users 1-1"/>\n'],
  'a test plan of JMeter': ['<?xml version="1.0" encoding="UTF-8"?>\n<jmeterTestPlan version="1.2" properties="5.0" jmeter="5.6.3">\n  <hashTree>\n'],
  'a simulation log of Gatling': ['RUN\tcomputerdatabase.BasicSimulation\tbasicsimulation\t1795424553000\t \t3.11.5\nUSER\tScenario\tSTART\t1795424554000\n', Buffer.concat([Buffer.from([0, 0, 0, 0, 6]), Buffer.from('3.13.5'), Buffer.from([0, 0, 0, 28])])],
  'the statistics of a Gatling report': [jsonLines({ type: 'GROUP', name: 'All Requests', path: '', stats: { name: 'All Requests', numberOfRequests: { total: 10, ok: 10, ko: 0 } }, contents: {} })],
  'output of wrk': ['Running 4s test @ http://127.0.0.1:18081/\n  1 threads and 8 connections\n  Thread Stats   Avg      Stdev     Max   +/- Stdev\n    Latency     9.28ms   15.63ms 101.20ms   84.78%\n'],
  'output of ab (ApacheBench)': ['This is ApacheBench, Version 2.3 <$Revision: 1903618 $>\nCopyright 1996 Adam Twiss, Zeus Technology Ltd, http://www.zeustech.net/\n\nBenchmarking 127.0.0.1 (be patient).....done\n'],
  'a data file of ab for gnuplot': ['starttime\tseconds\tctime\tdtime\tttime\twait\nMon Jan 05 10:00:00 2026\t1795424553\t0\t1\t1\t1\n'],
  'a summary of hey': ['\nSummary:\n  Total:\t0.0104 secs\n  Slowest:\t0.0040 secs\n  Fastest:\t0.0001 secs\n  Average:\t0.0002 secs\n  Requests/sec:\t19315.1915\n'],
  'response times of hey (CSV)': ['response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n0.0041,0.0001,0.0000,0.0000,0.0039,0.0001,200,0.0008\n0.0057,0.0002,0.0000,0.0000,0.0054,0.0000,200,0.0007\n'],
  'a report of vegeta': ['Requests      [total, rate, throughput]         500, 50.10, 50.09\nDuration      [total, attack, wait]             9.982s, 9.98s, 1.9ms\n', jsonLines({ latencies: { total: 1, mean: 2, '50th': 2 }, bytes_in: { total: 1, mean: 1 }, bytes_out: { total: 0 }, status_codes: { 200: 500 } })],
  'results of vegeta (JSON lines)': [jsonLines({ attack: '', seq: 0, code: 200, timestamp: '2026-01-05T10:00:00.1Z', latency: 1900000, bytes_out: 0, bytes_in: 5, error: '', body: null, method: 'GET', url: 'http://127.0.0.1/' })],
  'statistics of Locust': ['Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time\nGET,/api/orders/:id,1434,27,20,26.7,2.2,177.2\nGET,/nope,318,318,20,26.6,3.2,157.4\n', jsonLines([{ name: '/', method: 'GET', last_request_timestamp: 1795424553.1, start_time: 1795424541.1, num_requests: 10, response_times: { 20: 4 } }])],
  'failures or exceptions of Locust': ['Method,Name,Error,Occurrences\nGET,"/nope,""q""","HTTPError(\'404 Client Error: Not Found\')",318\n', 'Count,Message,Traceback,Nodes\n50,"multi\nline, boom","  File ""/usr/lib/python3/locust/user/task.py"", line 347, in run",\n'],
  'output of pgbench': ['pgbench (15.18 (Debian 15.18-0+deb12u1))\nprogress: 5.0 s, 735.8 tps, lat 7.975 ms stddev 32.787, 0 failed\n'],
  'a transaction log of pgbench': ['1 1 6159 1 1795423335 705212\n0 1 8323 1 1795423335 707342\n1 2 2120 1 1795423335 707351\n'],
  'output of sysbench': ['sysbench 1.0.20 (using system LuaJIT 2.1.0-beta3)\n\nRunning the test with following options:\nNumber of threads: 4\n'],
  'results of fio': [jsonLines({ 'fio version': 'fio-3.33', timestamp: 1795424553, jobs: [{ jobname: 'rand' }] }), 'fio-3.33\nStarting 1 process\n'],
  'results of iperf3': [jsonLines({ start: { connected: [], version: 'iperf 3.12', test_start: { protocol: 'TCP' } }, intervals: [], end: {} })],
  'results of Artillery': [jsonLines({ aggregate: { counters: { 'http.requests': 10 }, rates: {}, firstCounterAt: 1795424553000 }, intermediate: [] })],
  'results of autocannon': [jsonLines({ url: 'http://127.0.0.1', connections: 10, sampleInt: 1000, duration: 10, requests: { average: 1 }, latency: { average: 1 }, throughput: { average: 1 } })],
};

/** What a format reads today, for all that it came from a load generator. */
export const readAsMetrics: Samples = {
  'results of JMeter (JTL, CSV)': ['timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n1795424553000,25,GET /,200,OK,Users 1-1,text,true,,120,110,1,1,http://127.0.0.1/,24,0,3\n1795424553100,26,GET /,200,OK,Users 1-1,text,true,,120,110,1,1,http://127.0.0.1/,24,0,0\n'],
  'samples of k6 (CSV)': ['metric_name,timestamp,metric_value,check,error,group,method,name,status\nhttp_reqs,1795424553,1.000000,,,,GET,http://127.0.0.1/,200\nhttp_req_duration,1795424553,12.100000,,,,GET,http://127.0.0.1/,200\n'],
  'the history of Locust (CSV)': ['Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%\n1795424553,0,,Aggregated,0.000000,0.000000,N/A,N/A\n1795424554,4,GET,/api/orders/:id,0.000000,0.000000,0,0\n'],
};
