import { launchApp } from './app.ts';
import { execSync } from 'node:child_process';
let ok = 0;
const n = Number(process.argv[2] ?? 30);
for (let i = 0; i < n; i++) {
  const t = Date.now();
  const timer = setTimeout(() => {
    try {
      const ps = execSync(
        "ps -eo pid,ppid,stat,wchan:30,args | grep '[e]lectron-fallback/electron' | cut -c1-220",
      ).toString();
      console.log('HANG', i);
      console.log(ps);
      for (const l of ps.split('\n')) {
        const pid = l.trim().split(/\s+/)[0];
        if (!pid) continue;
        if (/--type=(zygote|gpu|utility)/.test(l)) continue;
        try {
          console.log('== ' + l.slice(0, 160));
          console.log(
            execSync(
              `gdb -p ${pid} -batch -ex 'thread apply all bt 12' 2>/dev/null | grep -v '^\\[New' | head -150`,
              { timeout: 60000 },
            ).toString(),
          );
        } catch (e) {
          console.log(String(e).slice(0, 200));
        }
      }
    } catch (e) {
      console.log(e);
    }
    try {
      execSync('pkill -9 -f electron-fallback/electron');
    } catch {}
  }, 15000);
  try {
    const a = await launchApp({});
    await a.page.waitForSelector('text=New audit', { timeout: 60000 });
    await a.close();
    ok++;
  } catch (e) {
    console.log(i, 'FAIL', Date.now() - t, String(e).slice(0, 1500));
  }
  clearTimeout(timer);
}
console.log('ok', ok, 'of', n);
process.exit(0);
