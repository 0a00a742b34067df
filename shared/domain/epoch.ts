import { z } from 'zod';

/** Nanoseconds since 1970 exceed 2^53 and travel as decimal strings; offsets and durations are numbers. */
export const epochNs = z.string().regex(/^-?\d+$/);
