/** What people may write into a post-mortem: how long it may be, and what must not be empty. */
import { UserFault } from '../fault.js';
import type { Incident } from '../incident/incident.js';
import { isVisible, type Wrong } from '../incident/words.js';

/** In characters. A section and a lesson are as long as a form of Slack takes them. */
export const longest = { section: 3000, lesson: 3000, action: 600, reason: 300 } as const;

/** Of each incident: more than these nobody reads, or does. */
export const most = { lessons: 100, actions: 100, owners: 10 } as const;

/**
 * What was typed, with plain line ends and without blanks around it.
 * @param need what to say where it must not be empty; null: it may be
 */
export function written(
  wrong: Wrong,
  field: string,
  text: string,
  kind: keyof typeof longest,
  need: string | null = null,
): string {
  const clean = text.replace(/\r\n?|[\u2028\u2029]/g, '\n').trim();
  if (!isVisible(clean)) {
    if (need !== null) wrong.add(field, need);
    return '';
  }
  const length = [...clean].length;
  if (length > longest[kind]) wrong.add(field, `That has ${length} characters, and ${longest[kind]} fit.`);
  return clean;
}

/** @throws UserFault `no-post-mortem`: it never was an incident, or another one goes on for it */
export function requireStory({ id, state, mergedInto }: Incident): void {
  if (state === 'retracted')
    throw new UserFault(
      'no-post-mortem',
      `Incident ${id} was retracted: it has no post-mortem.`,
      'Choose another incident: `/incident list`.',
    );
  if (state === 'merged' && mergedInto)
    throw new UserFault(
      'no-post-mortem',
      `Incident ${id} was merged into incident ${mergedInto.id}.`,
      `Write the post-mortem of incident ${mergedInto.id}.`,
    );
}

/** @throws UserFault `final`, and as `requireStory` */
export function requireUnfinished(incident: Incident): void {
  requireStory(incident);
  if (incident.postmortem.status !== 'final') return;
  throw new UserFault(
    'final',
    `The post-mortem of incident ${incident.id} is final.`,
    'Reopen it first, with a reason.',
  );
}
