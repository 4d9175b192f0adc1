/** The fields of GitHub's answers that are used, checked: a page that is not of this shape is not believed. */
import { z } from 'zod';
import type { Milestone } from '../domain/evidence.js';
import type { Issue } from '../domain/issue.js';

const moment = z.string().transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: `not a date: ${text.slice(0, 40)}` });
  return at;
});

/** PostgreSQL cannot keep a NUL, and nobody needs one. */
const text = z.string().transform((value) => value.replaceAll('\0', ''));

export const issuePayload = z.object({
  number: z.number().int(),
  title: text,
  body: text.nullish(),
  state: z.enum(['open', 'closed']),
  pull_request: z.object({ merged_at: moment.nullish() }).nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])),
  assignees: z.array(z.object({ login: z.string() })).nullish(),
  user: z.object({ login: z.string(), type: z.string().nullish() }).nullish(),
  milestone: z.object({ number: z.number().int() }).nullish(),
  created_at: moment,
  updated_at: moment,
  closed_at: moment.nullish(),
  html_url: z.string(),
});

export const issuePage = z.array(issuePayload);

const milestonePayload = z.object({
  number: z.number().int(),
  title: text,
  state: z.enum(['open', 'closed']),
  html_url: z.string(),
  open_issues: z.number().int(),
  due_on: moment.nullish(),
});

export const milestonePage = z.array(milestonePayload);

/** @param bots logins that are automation though GitHub calls them users */
export function toIssue(payload: z.infer<typeof issuePayload>, bots: ReadonlySet<string>): Issue {
  const author = payload.user?.login ?? 'ghost';
  return {
    number: payload.number,
    title: payload.title,
    body: payload.body ?? '',
    state: payload.state,
    isPullRequest: Boolean(payload.pull_request),
    labels: payload.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    assignees: (payload.assignees ?? []).map((assignee) => assignee.login),
    author,
    authorIsBot: payload.user?.type === 'Bot' || author.endsWith('[bot]') || bots.has(author.toLowerCase()),
    milestone: payload.milestone?.number ?? null,
    createdAt: payload.created_at,
    updatedAt: payload.updated_at,
    closedAt: payload.closed_at ?? null,
    mergedAt: payload.pull_request?.merged_at ?? null,
    url: payload.html_url,
  };
}

export function toMilestone(payload: z.infer<typeof milestonePayload>): Milestone & { openIssues: number } {
  return {
    number: payload.number,
    title: payload.title,
    url: payload.html_url,
    state: payload.state,
    dueOn: payload.due_on ?? null,
    openIssues: payload.open_issues,
  };
}
