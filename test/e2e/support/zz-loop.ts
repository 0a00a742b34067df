import { launchApp } from '/work/main/test/e2e/support/app.ts';
let ok = 0;
for (let i = 0; i < 12; i++) {
  const t = Date.now();
  try {
    const a = await launchApp({});
    await a.page.waitForSelector('text=New audit', { timeout: 20000 });
    await a.close();
    ok++;
    console.log(i, 'ok', Date.now() - t);
  } catch (e) {
    console.log(i, 'FAIL', Date.now() - t, String(e).slice(0, 400));
  }
}
console.log('ok', ok);
process.exit(0);
