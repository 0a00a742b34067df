import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noPackage, packageOf } from './package-of.ts';
import { fromOklch, hueCount, hueIndexOf, paletteRgb, type Rgb } from './palette.ts';

/** WCAG 2.2 relative luminance and contrast ratio. */
const luminance = (rgb: Rgb): number => {
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: Rgb, other: Rgb): number => {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const tokens = readFileSync(join(import.meta.dirname, '../../../ui/tokens.css'), 'utf8');
const flameText = /--flame-text: #(?<hex>[0-9a-f]{6})/u.exec(tokens)?.groups?.['hex'] ?? '';
const text = [0, 2, 4].map((at) => Number.parseInt(flameText.slice(at, at + 2), 16)) as unknown as Rgb;

describe('flame graph colours', () => {
  it.each(['light', 'dark'])('carry the text at 4.5:1 or better in the %s theme', (theme) => {
    const { packages, quiet, hit, ramp } = paletteRgb(theme === 'dark');
    for (const color of [...packages.flat(), ...quiet, ...hit, ...ramp]) {
      expect(contrast(color, text), String(color)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('tell even from odd depths in every hue', () => {
    for (const [even, odd] of [...paletteRgb(false).packages, ...paletteRgb(true).packages])
      expect(even).not.toEqual(odd);
  });

  it('are those that OKLCH names', () => {
    // CSS Color 4, section 9.4: oklch(62.796% 0.25768 29.234) is sRGB red.
    expect(fromOklch(0.62796, 0.25768, 29.234)).toEqual([255, 0, 0]);
    expect(fromOklch(1, 0, 0)).toEqual([255, 255, 255]);
  });

  it('are the same for a package in every file, and spread over all hues', () => {
    expect(hueIndexOf('express', 'a')).toBe(hueIndexOf('express', 'b'));
    const used = new Set(Array.from({ length: 300 }, (_none, index) => hueIndexOf(`package-${index}`, '')));
    expect(used.size).toBe(hueCount);
    expect(hueIndexOf(noPackage, 'a')).not.toBe(hueIndexOf(noPackage, 'hashRows'));
  });
});

describe('the package of a function', () => {
  it.each([
    ['f', 'file:///srv/app/node_modules/express/lib/router.js', 'express'],
    ['f', '/srv/node_modules/a/node_modules/@scope/b/index.js', '@scope/b'],
    ['f', 'node:internal/timers', 'node'],
    ['f', 'https://shop.example/assets/app.js', 'shop.example'],
    ['f', 'chrome-extension://abc/x.js', 'browser extension'],
    ['f', 'file:///srv/app/server.js', 'server.js'],
    ['f', 'C:\\app\\server.js', 'server.js'],
    ['f', '/usr/lib/python3/site-packages/django/db/models.py', 'django'],
    ['com/acme/orders/api/Order.load', '', 'com.acme.orders'],
    ['com.acme.orders.Order.load', '', 'com.acme.orders'],
    ['java/util/HashMap.get', '', 'java.util'],
    ['net/http.(*conn).serve', '', 'net/http'],
    ['github.com/acme/orders.Load', '', 'github.com/acme/orders'],
    ['main.handle', '', 'main'],
    ['std::vector<int>::push_back(int)', '', 'std'],
    ['tokio::runtime::task::poll', '', 'tokio'],
    ['libjvm.so`JavaThread::run', '', 'libjvm.so'],
    ['[libc.so.6]', '', 'libc.so.6'],
    ['schedule.isra.0', '', noPackage],
    ['main', '', noPackage],
    ['fmt row: (größe)', '', noPackage],
  ])('%s in “%s” is %s', (name, file, expected) => {
    expect(packageOf(name, file, '')).toBe(expected);
  });

  it('is what the profiler says a frame is, where it says so', () => {
    expect(packageOf('read', '', 'kernel')).toBe('kernel');
    expect(packageOf('(garbage collector)', '', 'gc')).toBe('garbage collector');
  });
});
