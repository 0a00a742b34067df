// Times as a form writes them: `2026-03-02 09:00` in the audit's zone, stored as ISO 8601 in UTC.
import { formatTime } from '../../../shared/domain/format.ts';
import { localOffsets } from '../../../shared/domain/zone.ts';

/** The wall-clock time of an instant in a zone, to the minute; empty for none. */
export function toWallClock(iso: string | null | undefined, timeZone: string): string {
  if (!iso || Number.isNaN(Date.parse(iso))) return '';
  return formatTime(iso, timeZone, 'minute');
}

/**
 * The instant of a wall-clock time in a zone, or null when the text is not one. A time that the clocks skip maps to
 * the instant as far after the change; one that comes twice maps to the first.
 */
export function fromWallClock(text: string, timeZone: string): string | null {
  const [, day, time = '00:00'] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?$/.exec(text.trim()) ?? [];
  if (day === undefined) return null;
  const asUtc = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(asUtc)) return null;
  const { first } = localOffsets(asUtc, timeZone);
  return new Date(asUtc - first).toISOString();
}
