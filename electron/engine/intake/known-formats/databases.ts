// Logs, plans and states of databases.
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

const noLogs = 'Database logs are not read yet. Export statement times as CSV, with a column of times.';
const noPlans = 'Query plans are not read yet. Keep it beside the audit.';
const noStates = 'Database statistics are read only as CSV with a column of times: sample them in turns.';
const copyCsv =
  "Export it as CSV (\\copy (SELECT now() AS time, …) TO 'FILE' CSV HEADER), with a column of times.";

export const databaseFiles: readonly KnownFormat[] = [
  notYet(
    'a log of PostgreSQL',
    lines(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? .*\b(?:LOG|ERROR|FATAL|PANIC|WARNING|STATEMENT|DETAIL|HINT|CONTEXT|NOTICE): {2}/u,
      0.02,
      1,
    ),
    noLogs,
  ),
  notYet('a log of PostgreSQL (JSON)', members('timestamp', 'pid', 'error_severity'), noLogs),
  notYet(
    'a log of PostgreSQL (CSV)',
    firstLine(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} [A-Z]+,(?:"[^"]*"|),(?:"[^"]*"|),\d+,/u),
    noLogs,
  ),
  notYet(
    'a slow query log of MySQL or MariaDB',
    any(
      someLine(/^# Query_time: [\d.]+\s+Lock_time: /u),
      all(someLine(/^# User@Host: /u), someLine(/^# Query_time: /u)),
    ),
    'Slow query logs are not read yet. Summarise it (pt-query-digest) and keep both beside the audit.',
  ),
  notYet(
    'a report of pt-query-digest',
    any(all(someLine(/^# Overall: /u), someLine(/^# Profile$/u)), members('classes', 'global.query_count')),
    noLogs,
  ),
  notYet('a general log of MySQL', someLine(/^Time\s+Id\s+Command\s+Argument$/u), noLogs),
  notYet(
    'an error log of MySQL or MariaDB',
    lines(
      /^(?:\d+:)?\d{4}-\d\d-\d\d(?:T| {1,2})\d{1,2}:\d\d:\d\d(?:\.\d+Z)? \d+ \[(?:Note|Warning|ERROR|System)\]/u,
      0.01,
      1,
    ),
    noLogs,
  ),
  notYet('the state of InnoDB (SHOW ENGINE INNODB STATUS)', words('INNODB MONITOR OUTPUT'), noStates),
  notYet(
    'a plan of PostgreSQL (EXPLAIN, JSON)',
    any(members('[].Plan.Node Type'), members('Plan.Node Type')),
    noPlans,
  ),
  notYet('a plan of PostgreSQL (EXPLAIN, XML)', words('http://www.postgresql.org/2009/explain'), noPlans),
  notYet(
    'a plan of PostgreSQL (EXPLAIN, YAML)',
    all(firstLine(/^- Plan:\s*$/u), someLine(/^\s+Node Type: /u)),
    noPlans,
  ),
  notYet(
    'a plan of PostgreSQL (EXPLAIN)',
    someLine(/\(cost=\d+\.\d+\.\.\d+\.\d+ rows=\d+ width=\d+\)/u),
    noPlans,
  ),
  notYet(
    'a plan of MySQL or MariaDB (EXPLAIN, JSON)',
    any(members('query_block'), all(members('query_plan'), member('json_schema_version', /^\d/u))),
    noPlans,
  ),
  notYet(
    'a plan of MySQL (EXPLAIN, tree)',
    someLine(/^\|?\s*(?:EXPLAIN: )?-> .+\(cost=[\d.e+]+ rows=/u),
    noPlans,
  ),
  notYet(
    'a plan of MySQL or MariaDB (EXPLAIN, table)',
    any(someLine(/^\|\s*id\s*\|\s*select_type\s*\|\s*table\s*\|/u), firstLine(/^id\tselect_type\ttable\t/u)),
    noPlans,
  ),
  notYet('a plan of SQL Server', words('<ShowPlanXML'), noPlans),
  notYet('a plan of Oracle', someLine(/^Plan hash value: \d+$/u), noPlans),
  notYet(
    'statistics of PostgreSQL’s statements',
    firstLine(/^(?=.*\bqueryid\b)(?=.*\bcalls\b)(?=.*\b(?:total_exec_time|total_time)\b)[\w,]+$/u),
    noStates,
  ),
  notYet(
    'settings of PostgreSQL',
    firstLine(/^name,setting,unit,category,/u),
    'Settings are not read yet. Keep it beside the audit.',
  ),
  notYet('variables or counters of MySQL', firstLine(/^Variable_name\tValue$/u), noStates),
  notYet('a process list of MySQL', firstLine(/^Id\tUser\tHost\tdb\tCommand\tTime\tState\tInfo/u), noStates),
  notYet('locks of PostgreSQL (JSON)', members('[].locktype', '[].relation', '[].granted'), copyCsv),
  notYet(
    'a table of psql',
    (head) => {
      const [header = '', rule = ''] = head.lines();
      return header.includes(' | ') && /^-+(?:\+-+)+$/u.test(rule);
    },
    copyCsv,
  ),
  notYet(
    'rows of MySQL, one column a line',
    firstLine(/^\*{20,} 1\. row \*{20,}$/u),
    'Export it with tabs (mysql --batch) and a column of times.',
  ),
  notYet('a log of MongoDB', members('t.$date', 's', 'c', 'msg'), noLogs),
];
