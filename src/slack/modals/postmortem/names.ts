/** What the forms of post-mortems are called towards Slack, and what they carry with them out of sight. */
import { z } from 'zod';
import { sections } from '../../../domain/postmortem/event.js';

export const postmortemModal = {
  section: 'postmortem_section_form',
  lesson: 'postmortem_lesson_form',
  lessons: 'postmortem_lessons_form',
  action: 'postmortem_action_form',
  issue: 'postmortem_issue_form',
  end: 'postmortem_end_form',
  owners: 'postmortem_owners_form',
  status: 'postmortem_status_form',
} as const;

/** What a form with a reason does to an action item. */
export const endings = ['done', 'drop', 'remove', 'reopen'] as const;
export type Ending = (typeof endings)[number];

/** It comes back from outside, so it is checked; what it names is held against what is there. */
const metadata = z
  .object({
    incident: z.int().positive(),
    section: z.enum(sections),
    /** When the text that the person had before their eyes was written: ms, UTC; null: nobody had. */
    base: z.number().nullable(),
    lesson: z.string().max(80),
    action: z.string().max(80),
    ending: z.enum(endings),
  })
  .partial();

export type PostMortemMetadata = z.infer<typeof metadata>;

export const writePostMortemMetadata = (carried: PostMortemMetadata): string => JSON.stringify(carried);

/** @returns nothing in it when it is not ours */
export function readPostMortemMetadata(text: string): PostMortemMetadata {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** The longest that people may type into a field. */
export const longestTyped = {
  section: 3000,
  lesson: 3000,
  item: 600,
  login: 39,
  issue: 300,
  reason: 300,
} as const;
