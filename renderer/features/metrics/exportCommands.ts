import type { ExportCommand } from '../../ui/index.ts';

/** How the client gets metrics out of what it already has. */
export const exportCommands: readonly ExportCommand[] = [
  {
    title: 'Linux: processor use of one day, from sysstat',
    command: 'sadf -d -U /var/log/sysstat/sa09 -- -u > cpu.csv',
  },
  {
    title: 'Windows: processor, memory and disk, every 5 s for an hour',
    command:
      'typeperf "\\Processor(_Total)\\% Processor Time" "\\Memory\\Available MBytes" "\\PhysicalDisk(_Total)\\Avg. Disk sec/Transfer" -si 5 -sc 720 -f CSV -o metrics.csv',
  },
  {
    title: 'PostgreSQL: rows that hold a time and values, such as a monitoring table',
    command: 'psql --csv -c "select time, metric, host, value from samples" > metrics.csv',
  },
];
