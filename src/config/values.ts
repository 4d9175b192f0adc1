/** Values that several places of signalman.yml have in common: how each is written. */
import { z } from 'zod';

export const duration = z
  .string()
  .regex(/^\d{1,4}(s|m|h|d)$/, 'expected a duration such as 30s, 5m, 3h or 2d');
export const person = z
  .string()
  .regex(/^[UWS][A-Z0-9]{2,}$/, 'expected a Slack user or user-group id, such as U012AB3CD');
export const channel = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,}$/, 'expected a Slack channel id, such as C012AB3CD');
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 16:00');
export const repository = z
  .string()
  .regex(/^(?!\.{1,2}\/)[\w.-]+\/(?!\.{1,2}$)[\w.-]+$/, 'expected owner/name')
  .describe('A GitHub repository as owner/name.');
/** Of a repository, from its root: no way out of it, and nothing that an address would read as something else. */
export const path = z
  .string()
  .min(1)
  .max(300)
  .regex(
    /^(?!\/)(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\\?#\p{Cc}]+$/u,
    'expected the path of a file from the root of the repository, such as docs/release.md',
  );
export const ref = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^(?![-/.])(?!.*(?:\.\.|\/\.|\/\/|\/$))[^\s~^:?*[\]\\\p{Cc}]+$/u,
    'expected a branch, a tag or a commit',
  );
export const filter = z
  .string()
  .min(1)
  .describe('Labels with and, or, not, parentheses and *; no:assignee, by:bot, by:human, text:"phrase".');
export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export const quiet = z.strictObject({
  timezone: z.string().optional(),
  hours: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'expected hours such as 22:00-07:00')
    .optional(),
  days: z.array(weekday).optional(),
  holidays: z
    .array(
      z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'expected a day such as 2026-12-25'),
    )
    .optional()
    .describe('Days such as 2026-12-25.'),
});

export type QuietFile = z.infer<typeof quiet>;
