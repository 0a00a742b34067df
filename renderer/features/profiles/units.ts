/** A unit as it is read rather than typed. */
export const unitLabel = (unit: string): string => (unit === 'us' ? 'µs' : unit);
