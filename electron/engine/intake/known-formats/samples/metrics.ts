import { hex, jsonLines, type Samples } from './sample.ts';

const banner = 'Linux 6.1.0-18-amd64 (db01) \t01/05/2026 \t_x86_64_\t(4 CPU)\n\n';

export const metricSamples: Samples = {
  'a daily file of sar (sadc, binary)': [hex('96d57521100000000c000000')],
  'output of iostat': [`${banner}avg-cpu:  %user   %nice %system %iowait  %steal   %idle\n           3.10    0.00    1.20    0.50    0.00   95.20\n\nDevice            r/s     rkB/s\nsda              1.20     20.10\n`],
  'output of pidstat': [`${banner}10:00:01 AM   UID       PID    %usr %system  %guest   %wait    %CPU   CPU  Command\n10:00:02 AM     0         1    0.00    0.10    0.00    0.00    0.10     0  systemd\n`],
  'output of mpstat': [`${banner}10:00:01 AM  CPU    %usr   %nice    %sys %iowait    %irq   %soft  %steal  %guest  %gnice   %idle\n10:00:02 AM  all    3.00    0.00    1.00    0.00    0.00    0.00    0.00    0.00    0.00   96.00\n`],
  'output of sar': [`${banner}10:00:01 AM     CPU     %user     %nice   %system   %iowait    %steal     %idle\n10:10:01 AM     all      3.10      0.00      1.20      0.50      0.00     95.20\n`],
  'sysstat data as JSON': [jsonLines({ sysstat: { hosts: [{ nodename: 'db01', sysname: 'Linux', statistics: [{ timestamp: { date: '2026-01-05', time: '10:00:01' } }] }] } })],
  'sysstat data as XML': ['<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE sysstat PUBLIC "DTD v3.9 sysstat //EN" "http://pagesperso-orange.fr/sebastien.godard/sysstat-3.9.dtd">\n<sysstat>\n'],
  'output of vmstat': ['procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st\n 1  0      0 812340  20480 901232    0    0    12    30  120  240  3  1 95  1  0\n'],
  'output of top': ['top - 13:06:33 up 46 min,  0 user,  load average: 0.47, 0.51, 0.40\nThreads:  62 total,   1 running,  61 sleeping,   0 stopped,   0 zombie\n'],
  'output of dstat or dool': ['"Dstat 0.7.4 CSV output"\n"Author:","Dag Wieers <dag@wieers.com>",,,,"URL:","http://dag.wieers.com/home-made/dstat/"\n"Host:","db01",,,,"User:","root"\n'],
  'a file of nmon': ['AAA,progname,nmon\nAAA,command,nmon -f -s 10 -c 6\nAAA,version,16n\nCPU001,CPU 1 db01,User%,Sys%,Wait%,Idle%\n'],
  'a raw file of atop': [hex('efbeedfe070180000000')],
  'output of collectl': ['#Date Time [CPU]User% [CPU]Sys%\n20260105 10:00:01 3 1\n'],
  'output of docker stats': ['CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT     MEM %     NET I/O     BLOCK I/O   PIDS\n0123456789ab   web       0.50%     20MiB / 1.9GiB        1.00%     1kB / 2kB   0B / 0B     5\n'],
  'output of kubectl top': ['NAME                   CPU(cores)   MEMORY(bytes)\nshop-5d6f7c8b9-abcde   12m          128Mi\n'],
  'metrics of a Prometheus exporter (text exposition)': ['# HELP go_gc_duration_seconds A summary of the pause duration of garbage collection cycles.\n# TYPE go_gc_duration_seconds summary\ngo_gc_duration_seconds{quantile="0"} 1.2e-05\n'],
  'a query result of Prometheus (JSON)': [jsonLines({ status: 'success', data: { resultType: 'matrix', result: [{ metric: { __name__: 'up' }, values: [[1795424553, '1']] }] } })],
  'a dashboard of Grafana (JSON)': [jsonLines({ annotations: { list: [] }, editable: true, panels: [{ id: 1, type: 'timeseries' }], schemaVersion: 39, title: 'Hosts' })],
  'a panel’s data of Grafana (JSON)': [jsonLines({ results: { A: { status: 200, frames: [{ schema: { fields: [] }, data: { values: [] } }] } } })],
  'a query result of Graphite (JSON)': [jsonLines([{ target: 'servers.db01.cpu', datapoints: [[3.1, 1795424553]] }])],
  'annotated CSV of InfluxDB': ['#group,false,false,true,true,false,false,true\n#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string\n#default,_result,,,,,,\n,result,table,_start,_stop,_time,_value,_field\n'],
  'line protocol of InfluxDB': ['cpu,host=db01,region=eu usage_user=3.1,usage_system=1.2 1795424553000000000\ncpu,host=db02,region=eu usage_user=2.1,usage_system=1.0 1795424553000000000\n'],
  'metrics of CloudWatch (JSON)': [jsonLines({ MetricDataResults: [{ Id: 'm1', Label: 'CPUUtilization', Timestamps: ['2026-01-05T10:00:00Z'], Values: [3.1] }] }), jsonLines({ Label: 'CPUUtilization', Datapoints: [{ Timestamp: '2026-01-05T10:00:00Z', Average: 3.1, Unit: 'Percent' }] })],
  'metrics of Datadog (JSON)': [jsonLines({ status: 'ok', series: [{ metric: 'system.cpu.user', pointlist: [[1795424553000, 3.1]] }] })],
  'metrics of Azure Monitor (JSON)': [jsonLines({ cost: 0, timespan: 'PT1H', value: [{ id: 'a', name: { value: 'Percentage CPU' }, timeseries: [{ data: [] }] }] })],
  'metrics of Google Cloud Monitoring (JSON)': [jsonLines({ timeSeries: [{ metric: { type: 'compute.googleapis.com/instance/cpu/utilization' }, points: [{ value: { doubleValue: 0.1 } }] }] })],
  'a GC report of .NET (PerfView)': ['<GCProcess Process="app" ProcessID="42">\n<GCEvents>\n'],
  'output of INFO of Redis': ['# Server\r\nredis_version:7.0.15\r\nredis_git_sha1:00000000\r\n'],
};
