/** The fields of GitHub's answers about ranges, pull requests and their files that are used, checked. */
import { z } from 'zod';

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const sha = z.string().regex(/^[0-9a-f]{40,64}$/i);
/** PostgreSQL cannot keep a NUL, and nobody needs one. */
const text = z.string().transform((value) => value.replaceAll('\0', ''));

const person = z.object({ date: moment.nullish() }).nullish();

const commit = z.object({
  sha,
  parents: z.array(z.object({ sha })).nullish(),
  commit: z.object({ message: text, committer: person, author: person }),
});

export const rangePage = z.object({
  status: z.enum(['ahead', 'behind', 'diverged', 'identical']),
  total_commits: z.number().int().nonnegative(),
  merge_base_commit: commit.nullish(),
  commits: z.array(commit),
});

export const pullPayload = z.object({
  number: z.number().int(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().nullish(),
  merged_at: z.string().nullish(),
});

export const pullFiles = z.array(z.object({ filename: text, status: z.string() }));

export const issueText = z.object({
  number: z.number().int(),
  title: text,
  body: text.nullish(),
  html_url: z.string().regex(/^https?:\/\/[^\s<>"|]+$/),
});
