// Access logs, garbage collection logs and the logs of applications.
import {
  all,
  any,
  firstLine,
  lines,
  member,
  members,
  notYet,
  someLine,
  words,
  type KnownFormat,
} from './known-format.ts';
import type { Head } from './head.ts';

const noAccess = 'Access logs are not read yet. Export request times as CSV, with a column of times.';
const noGc =
  'Garbage collection logs are not read yet. Bring the pauses into CSV: one row each, with time and duration.';
const noLogs = 'Logs are not read. Export what was measured as CSV, with a column of times.';

/** JSON lines of requests, whatever the log's own names for them are. */
function isJsonAccessLog(head: Head): boolean {
  const paths = head.json()?.paths ?? new Set<string>();
  const has = (...names: string[]): boolean => names.some((name) => paths.has(name));
  return (
    has('status', 'status_code', 'response_code', 'httpRequest.status') &&
    has('uri', 'request', 'request_uri', 'path', 'url', 'httpRequest.requestUrl') &&
    has('time', 'timestamp', '@timestamp', 'time_local', 'time_iso8601', 'msec', 'start_time')
  );
}

function isJsonLog(head: Head): boolean {
  const paths = head.json()?.paths ?? new Set<string>();
  const has = (...names: string[]): boolean => names.some((name) => paths.has(name));
  return (
    has('time', 'timestamp', '@timestamp', 'ts', 'instant.epochSecond') &&
    has('level', 'severity', 'log.level', 'lvl', 'loglevel') &&
    has('message', 'msg', 'log')
  );
}

export const logFiles: readonly KnownFormat[] = [
  notYet(
    'an access log of nginx or Apache',
    lines(/^\S+ \S+ .{1,80}? ?\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "/u, 0.5),
    noAccess,
  ),
  notYet(
    'a log of IIS',
    all(someLine(/^#Software: Microsoft Internet Information Services/u), someLine(/^#Fields: /u)),
    noAccess,
  ),
  notYet('a log in the W3C form', all(someLine(/^#Version: 1\.0/u), someLine(/^#Fields: /u)), noAccess),
  notYet(
    'an access log of an AWS load balancer',
    lines(/^(?:https?|h2|wss?|grpcs?) \d{4}-\d\d-\d\dT[\d:.]+Z \S+ \S+:\d+ /u, 0.9),
    noAccess,
  ),
  notYet('a log of HAProxy', lines(/\bhaproxy\[\d+\]: /u, 0.5), noAccess),
  notYet('an error log of nginx', lines(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[\w+\] \d+#\d+: /u, 0.5), noLogs),
  notYet(
    'a GC log of Java',
    any(
      lines(
        /^(?:\[[^\]]+\])+\[gc[^\]]*\]|^(?:\[[^\]]+\])*\[(?:trace|debug|info|warning|error)\s*\]\[gc/u,
        0.2,
        1,
      ),
      all(firstLine(/^\[[\d.,]+m?s\]/u), someLine(/\]\[gc(?:,\w+)*\s*\]/u)),
    ),
    noGc,
  ),
  notYet(
    'a GC log of Java 8',
    any(
      lines(/^(?:\d{4}-\d\d-\d\dT[\d:.]+[+-]\d{4}: )?\d+\.\d+: \[(?:GC|Full GC|CMS|Times|ParNew)/u, 0.05, 1),
      all(someLine(/^(?:Java HotSpot|OpenJDK).+\(25\.\d+/u), someLine(/^CommandLine flags: /u)),
    ),
    noGc,
  ),
  notYet('a GC trace of Go', someLine(/^gc \d+ @[\d.]+s \d+%: [\d.+]+ ms clock/u), noGc),
  notYet(
    'a GC trace of Node.js',
    someLine(/^\[\d+:0x[0-9a-f]+\]\s+\d+ ms: (?:Scavenge|Mark-sweep|Mark-[Cc]ompact)/u),
    noGc,
  ),
  notYet('a journal of systemd (JSON)', members('__REALTIME_TIMESTAMP', 'MESSAGE'), noLogs),
  notYet(
    'a system log (syslog)',
    any(
      lines(/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ \S+?(?:\[\d+\])?: /u, 0.8),
      lines(/^<\d{1,3}>1 \d{4}-\d\d-\d\dT/u, 0.8),
    ),
    noLogs,
  ),
  notYet(
    'logs of Datadog (JSON)',
    all(members('data[].attributes.message'), member('data[].type', /^log$/u)),
    noLogs,
  ),
  notYet('an access log as JSON lines', isJsonAccessLog, noAccess),
  notYet('an application’s log as JSON lines', isJsonLog, noLogs),
  notYet(
    'an application’s log',
    lines(
      /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?.{0,60}\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b/u,
      0.3,
      1,
    ),
    noLogs,
  ),
  notYet(
    'a table of PowerShell or WMI objects (CLIXML)',
    words('<Objs Version=', 'schemas.microsoft.com/powershell'),
    'Export it with Export-Csv, with a column of times.',
  ),
];
