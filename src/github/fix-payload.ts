/** The fields of GitHub's answers about fixes that are used, checked: issues, pull requests, their events, tags. */
import { z } from 'zod';

const moment = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'not a date' });
  return at;
});
/** PostgreSQL cannot keep a NUL, and nobody needs one; what is longer than any title is cut. */
const text = (most: number) => z.string().transform((value) => value.replaceAll('\0', '').slice(0, most));
/** Deleted accounts are null. */
const who = z.object({ login: z.string().max(100) }).nullish();
const address = z.string().regex(/^https?:\/\/[^\s<>"|]+$/);
const hash = z.string().regex(/^[0-9a-f]{40}$/i);

const shared = {
  number: z.number().int(),
  html_url: address,
  title: text(500),
  body: text(70_000).nullish(),
  state: z.enum(['open', 'closed']),
  user: who,
  created_at: moment,
  closed_at: moment.nullish(),
  updated_at: moment,
};

export const fixItem = z.object({
  ...shared,
  pull_request: z.object({ merged_at: moment.nullish() }).nullish(),
});
export const fixItems = z.array(fixItem);

export const fixPull = z.object({
  ...shared,
  merged_at: moment.nullish(),
  merge_commit_sha: hash.nullish(),
  base: z.object({ ref: z.string().min(1).max(300) }),
});
export const fixPulls = z.array(fixPull);

export const itemEvents = z.array(
  z.object({ event: z.string(), actor: who, created_at: moment.nullish().catch(null) }),
);

export const matchingRefs = z.array(
  z.object({ ref: z.string(), object: z.object({ sha: hash, type: z.string() }) }),
);
export const releaseOfTag = z.object({ html_url: address, published_at: moment.nullish(), author: who });
export const taggedObject = z.object({ tagger: z.object({ date: moment.nullish() }).nullish() });
export const committed = z.object({ commit: z.object({ committer: z.object({ date: moment }).nullish() }) });
