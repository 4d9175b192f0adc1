/** The fields of GitHub's answers about branches, tags and commits that are used, checked. */
import { z } from 'zod';

const hash = z
  .string()
  .regex(/^[0-9a-f]{40}$/i)
  .transform((sha) => sha.toLowerCase());
const object = z.object({ sha: hash, type: z.string() });

/** A list of names that begin so is no reference: it becomes one without a name. */
export const reference = z.union([
  z.object({ ref: z.string(), object }),
  z.array(z.unknown()).transform(() => ({ ref: '', object: { sha: '', type: 'none' } })),
]);

export const gitTag = z.object({ object });
export const oneCommit = z.object({ sha: hash });
export const comparison = z.object({ status: z.string() });
export const commitsBetween = comparison.extend({
  total_commits: z.number().int(),
  commits: z.array(z.object({ sha: hash })),
});
export const pullList = z.array(
  z.object({
    number: z.number().int(),
    merged_at: z.string().nullish(),
    base: z.object({ ref: z.string() }),
  }),
);
export const tagList = z.array(z.object({ name: z.string() }));
export const repositoryPayload = z.object({ full_name: z.string(), default_branch: z.string().min(1) });

export const item = z.object({
  number: z.number().int(),
  html_url: z.string().regex(/^https?:\/\/[^\s<>"|]+$/),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  closed_at: z.iso.datetime({ offset: true }).nullish(),
  pull_request: z.object({ merged_at: z.string().nullish() }).nullish(),
});
