import { z } from 'zod';

export const errorData = z.object({
  code: z.string(),
  message: z.string(),
  file: z.string().optional(),
  line: z.number().int().optional(),
  offset: z.number().int().optional(),
  hint: z.string().optional(),
});
/** An error as it stands in a method's output. */
export type AnsweredError = z.infer<typeof errorData>;
