import type { Format } from '../format.ts';

export const howToExport: Format['howToExport'] = [
  {
    from: 'Linux, any native program: 30 seconds with perf, folded by FlameGraph’s stackcollapse-perf.pl',
    command: 'perf record -F 99 -g -p PID -- sleep 30 && perf script | ./stackcollapse-perf.pl > app.folded',
  },
  {
    from: 'Python, 30 seconds with py-spy',
    command: 'py-spy record -f raw -d 30 -o app.folded --pid PID',
  },
  {
    from: 'Java, 30 seconds with async-profiler',
    command: 'asprof -e cpu -d 30 -o collapsed -f app.collapsed PID',
  },
];
