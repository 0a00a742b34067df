// Colours of the flame graph. The text on every box is the token --flame-text in both themes, so every colour here
// is light enough for 4.5:1 against it; the test beside this file holds them to that.
import { noPackage } from './package-of.ts';

/** OKLCH hues from warm to cool. */
const hues = [22, 42, 60, 78, 98, 122, 148, 172, 198, 228, 258, 300] as const;
export const hueCount = hues.length;

export type Rgb = readonly [red: number, green: number, blue: number];

interface Lightness {
  /** Of even and odd depths: neighbours above one another stay apart. */
  box: readonly [number, number];
  chroma: number;
  quiet: readonly [number, number];
  rampFrom: number;
  rampTo: number;
}
const light: Lightness = {
  box: [0.865, 0.83],
  chroma: 0.085,
  quiet: [0.93, 0.91],
  rampFrom: 0.95,
  rampTo: 0.75,
};
const dark: Lightness = {
  box: [0.755, 0.715],
  chroma: 0.085,
  quiet: [0.665, 0.645],
  rampFrom: 0.66,
  rampTo: 0.84,
};

/** Which of the hues a package has, or a function without one: FNV-1a of its name, the same in every file. */
export function hueIndexOf(packageName: string, functionName: string): number {
  const text = packageName === noPackage ? functionName : packageName;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) % hueCount;
}

export interface Palette {
  /** [hue][depth % 2] */
  packages: string[][];
  /** Boxes that a filter or a search leaves out. */
  quiet: string[];
  /** Boxes that a search or the table points to. */
  hit: string[];
  /** From no self time to the most, in equal steps. */
  ramp: string[];
}

export const rampSteps = 24;
const hitHue = 330;

export function createPalette(isDark: boolean): Palette {
  const { packages, quiet, hit, ramp } = paletteRgb(isDark);
  return {
    packages: packages.map((pair) => pair.map(cssColor)),
    quiet: quiet.map(cssColor),
    hit: hit.map(cssColor),
    ramp: ramp.map(cssColor),
  };
}

export function paletteRgb(isDark: boolean): { packages: Rgb[][]; quiet: Rgb[]; hit: Rgb[]; ramp: Rgb[] } {
  const { box, chroma, quiet, rampFrom, rampTo } = isDark ? dark : light;
  return {
    packages: hues.map((hue) => box.map((lightness) => fromOklch(lightness, chroma, hue))),
    quiet: quiet.map((lightness) => fromOklch(lightness, 0.006, 260)),
    hit: box.map((lightness) => fromOklch(lightness - 0.04, 0.15, hitHue)),
    ramp: Array.from({ length: rampSteps }, (_none, step) => {
      const share = step / (rampSteps - 1);
      return fromOklch(rampFrom + (rampTo - rampFrom) * share, 0.015 + 0.145 * share, 55);
    }),
  };
}

const cssColor = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;

/** OKLCH to 8-bit sRGB (Ottosson 2020); chroma gives way until the colour can be shown. */
export function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180;
  for (let held = chroma; ; held *= 0.95) {
    const a = held * Math.cos(angle);
    const b = held * Math.sin(angle);
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    const linear = [
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ];
    if (held > 1e-3 && linear.some((value) => value < -1e-4 || value > 1.0001)) continue;
    const [red, green, blue] = linear.map((value) => {
      const clipped = Math.max(0, Math.min(1, value));
      const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
      return Math.round(encoded * 255);
    });
    return [red as number, green as number, blue as number];
  }
}
