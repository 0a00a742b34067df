import { jsonLines, type Samples } from './sample.ts';

export const logSamples: Samples = {
  'an access log of nginx or Apache': ['127.0.0.1 - - [23/Nov/2026:08:44:32 +0000] "GET /api/users/58 HTTP/1.1" 200 8 "-" "wrk/4.1"\n127.0.0.1 - frank [23/Nov/2026:08:44:33 +0000] "GET /small.txt HTTP/1.1" 200 3 "-" "wrk/4.1"\n', 'www.example.com:443 192.0.2.1 - - [23/Nov/2026:08:44:32 +0000] "GET / HTTP/1.1" 200 8\n'],
  'a log of IIS': ['#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2026-01-05 10:00:00\n#Fields: date time s-ip cs-method cs-uri-stem sc-status time-taken\n2026-01-05 10:00:00 192.0.2.1 GET / 200 15\n'],
  'a log in the W3C form': ['#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method\n2026-01-05\t10:00:00\tFRA2\t2390\t192.0.2.1\tGET\n'],
  'an access log of an AWS load balancer': ['https 2026-01-05T10:00:00.123456Z app/shop/50dc6c495c0c9188 192.0.2.1:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET https://www.example.com:443/ HTTP/1.1"\n'],
  'a log of HAProxy': ['Jan  5 10:00:00 lb haproxy[14389]: 192.0.2.1:33317 [05/Jan/2026:10:00:00.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 "GET / HTTP/1.1"\n'],
  'an error log of nginx': ['2026/11/23 08:44:31 [notice] 15217#15217: using the "epoll" event method\n2026/11/23 08:44:31 [notice] 15217#15217: nginx/1.22.1\n'],
  'a GC log of Java': ['[0.003s][info][gc] Using G1\n[0.123s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->4M(48M) 2.314ms\n', '[2026-11-23T08:44:39.162+0000][0.008s][info][gc,init] Initializing The Z Garbage Collector\n'],
  'a GC log of Java 8': ['Java HotSpot(TM) 64-Bit Server VM (25.202-b08) for linux-amd64 JRE (1.8.0_202-b08), built on Dec 15 2018\nMemory: 4k page, physical 16265156k(8012340k free)\nCommandLine flags: -XX:+PrintGC -XX:+PrintGCDateStamps\n', '2026-01-05T10:00:00.123+0000: 0.456: [GC (Allocation Failure) [PSYoungGen: 65536K->10720K(76288K)] 65536K->10736K(251392K), 0.0089 secs]\n'],
  'a GC trace of Go': ['gc 1 @0.012s 2%: 0.026+0.39+0.10 ms clock, 0.21+0.88/0.52/0+0.83 ms cpu, 4->5->1 MB, 5 MB goal, 8 P\n'],
  'a GC trace of Node.js': ['[4242:0x5581a0]       34 ms: Scavenge 4.1 (5.0) -> 3.6 (6.0) MB, 0.7 / 0.0 ms  (average mu = 1.000) allocation failure;\n'],
  'a journal of systemd (JSON)': [jsonLines({ __CURSOR: 's=1', __REALTIME_TIMESTAMP: '1795424553000000', _HOSTNAME: 'db01', PRIORITY: '6', MESSAGE: 'Started.' })],
  'a system log (syslog)': ['Jan  5 10:00:00 db01 systemd[1]: Started Daily apt download activities.\nJan  5 10:00:01 db01 CRON[4242]: (root) CMD (true)\n'],
  'logs of Datadog (JSON)': [jsonLines({ data: [{ id: 'a', type: 'log', attributes: { message: 'started', timestamp: '2026-01-05T10:00:00Z' } }] })],
  'an access log as JSON lines': [jsonLines({ time: '2026-11-23T08:44:32+00:00', remote_addr: '127.0.0.1', method: 'GET', uri: '/api/users/58', status: 200, request_time: 0.008 })],
  'an application’s log as JSON lines': [jsonLines({ '@timestamp': '2026-01-05T10:00:00.123Z', level: 'INFO', logger: 'shop', message: 'started' }), jsonLines({ level: 30, time: 1795424553000, pid: 42, msg: 'listening' })],
  'an application’s log': ['2026-01-05 10:00:00.123  INFO 42 --- [main] com.example.Shop : Started Shop in 2.1 seconds\n2026-01-05 10:00:01.456 ERROR 42 --- [http-1] com.example.Shop : refused\njava.lang.IllegalStateException: refused\n\tat com.example.Shop.order(Shop.java:12)\n'],
  'a table of PowerShell or WMI objects (CLIXML)': ['<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">\n'],
};
