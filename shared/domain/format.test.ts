import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDurationMs,
  formatDurationNs,
  formatExact,
  formatNumber,
  formatQuantity,
  formatRate,
  formatShare,
  formatTime,
  formatTimeRange,
  formatValue,
} from './format.ts';

describe('numbers', () => {
  it('carry three significant digits in prose', () => {
    expect([0.012345, 48.249, 1234.5, 0, 999.9].map(formatNumber)).toEqual([
      '0.0123',
      '48.2',
      '1,230',
      '0',
      '1,000',
    ]);
  });
  it('use powers of ten where digits would be noise', () => {
    expect(formatNumber(1.5e12)).toBe('1.50×10^12');
    expect(formatNumber(-0.00001234)).toBe('−1.23×10^−5');
  });
  it('keep every digit when exact, and group when counted', () => {
    expect(formatExact(0.1 + 0.2)).toBe('0.30000000000000004');
    expect(formatCount(200_000)).toBe('200,000');
  });
  it('name what is not a number, and show a dash for what is absent', () => {
    expect([formatNumber(Number.NaN), formatCount(Infinity), formatExact(null)]).toEqual(['NaN', '∞', '–']);
    expect(formatShare(undefined)).toBe('–');
  });
});

describe('durations', () => {
  it('take the unit that suits their size', () => {
    expect([840, 12_340, 12_340_000, 1_849_000_000].map(formatDurationNs)).toEqual([
      '840\u202fns',
      '12.3\u202fµs',
      '12.3\u202fms',
      '1.85\u202fs',
    ]);
  });
  it('step to the next unit rather than show a rounded thousand', () => {
    expect(formatDurationNs(999_960)).toBe('1\u202fms');
  });
  it('are counted in minutes, hours and days when long', () => {
    expect(formatDurationMs(252_000)).toBe('4\u202fmin 12\u202fs');
    expect(formatDurationMs(3 * 3_600_000)).toBe('3\u202fh');
    expect(formatDurationMs(2 * 86_400_000 + 3_600_000)).toBe('2\u202fd 1\u202fh');
  });
});

describe('values with a unit', () => {
  it('scale times and bytes, and leave other units as the file wrote them', () => {
    expect(formatValue(1500, 'ms')).toBe('1.5\u202fs');
    expect(formatValue(90, 'min')).toBe('1\u202fh 30\u202fmin');
    expect(formatValue(2048, 'MiB')).toBe('2\u202fGiB');
    expect(formatValue(2048, 'MB')).toBe('2,050\u202fMB');
    expect(formatValue(45.21, '%')).toBe('45.2\u202f%');
    expect(formatValue(320, '1/s')).toBe('320/s');
    expect(formatValue(7, '1')).toBe('7');
  });
  it('write bytes in powers of 1,024', () => {
    expect([512, 1536, 107 * 2 ** 20].map(formatBytes)).toEqual([
      '512\u202fB',
      '1.5\u202fKiB',
      '107\u202fMiB',
    ]);
  });
  it('write rates of bytes and of other work', () => {
    expect(formatRate(84 * 2 ** 20, 'B')).toBe('84\u202fMiB/s');
    expect(formatRate(1200, 'rows')).toBe('1,200\u202frows/s');
  });
  it('write shares as percentages and counts with their noun', () => {
    expect(formatShare(0.0312)).toBe('3.12\u202f%');
    expect([formatQuantity(1, 'file'), formatQuantity(3, 'series', 'series')]).toEqual([
      '1 file',
      '3 series',
    ]);
  });
});

describe('times', () => {
  it('are shown in the zone given', () => {
    expect(formatTime('2026-07-01T12:30:05.250Z', 'Europe/Berlin', 'ms')).toBe('2026-07-01 14:30:05.250');
    expect(formatTime(Date.UTC(2026, 0, 1), 'UTC')).toBe('2026-01-01 00:00:00');
    expect(formatClock('2026-07-01T12:30:05Z')).toBe('12:30:05');
  });
  it('name a shared day once in a range', () => {
    expect(formatTimeRange('2026-07-01T12:30:00Z', '2026-07-01T13:00:00Z')).toBe('2026-07-01 12:30 – 13:00');
    expect(formatTimeRange('2026-07-01T12:30:00Z', '2026-07-02T13:00:00Z')).toBe(
      '2026-07-01 12:30 – 2026-07-02 13:00',
    );
  });
  it('are a dash when they cannot be read', () => {
    expect(formatTime('yesterday')).toBe('–');
  });
});
