import type { ExportCommand } from '../../ui/index.ts';

/** How a client makes the files that this version reads: folded stacks and V8 CPU profiles. */
export const captureCommands: readonly ExportCommand[] = [
  {
    title: 'Linux, any native program: 30 seconds with perf, folded by FlameGraph’s stackcollapse-perf.pl',
    command: 'perf record -F 99 -g -p PID -- sleep 30 && perf script | ./stackcollapse-perf.pl > app.folded',
  },
  {
    title: 'Python, 30 seconds with py-spy',
    command: 'py-spy record -f raw -d 30 -o app.folded --pid PID',
  },
  {
    title: 'Java, 30 seconds with async-profiler',
    command: 'asprof -e cpu -d 30 -o collapsed -f app.collapsed PID',
  },
  {
    title: 'Node.js, a whole run',
    command: 'node --cpu-prof --cpu-prof-dir=profiles server.js',
  },
  {
    title:
      'Chrome or Electron: DevTools console, then save the profile from the Performance or JavaScript Profiler panel',
    command: "console.profile('audit'); /* use the page */ console.profileEnd('audit')",
  },
];
