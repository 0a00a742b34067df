import type { Format } from '../format.ts';

export const howToExport: Format['howToExport'] = [
  {
    from: 'Node.js, a whole run: the .cpuprofile is written when it ends',
    command: 'node --cpu-prof --cpu-prof-dir=profiles server.js',
  },
  {
    from: 'Chrome or Electron: DevTools console, then save the profile from the Performance or JavaScript Profiler panel',
    command: "console.profile('audit'); /* use the page */ console.profileEnd('audit')",
  },
];
