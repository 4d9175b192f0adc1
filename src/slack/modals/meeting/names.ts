/** What the forms of meetings are called towards Slack, and what they carry with them out of sight. */
import { z } from 'zod';

export const meetingModal = {
  topic: 'meeting_topic_form',
  point: 'meeting_point_form',
  action: 'meeting_action_form',
  collected: 'meeting_collected_form',
  from: 'meeting_from_form',
  issue: 'meeting_issue_form',
  end: 'meeting_end_form',
  move: 'meeting_move_form',
  cancel: 'meeting_cancel_form',
  attendees: 'meeting_attendees_form',
} as const;

/** What a form with a reason does to an action item. */
export const endings = ['done', 'drop', 'remove'] as const;
export type Ending = (typeof endings)[number];

const source = z.object({
  channel: z.string().max(40),
  ts: z.string().max(40),
  author: z.object({ id: z.string().max(80), name: z.string().max(200) }).nullable(),
  url: z.string().max(500).nullable(),
  edited: z.string().max(40).optional(),
});

/** It comes back from outside, so it is checked; what it names is held against what is there. */
const metadata = z
  .object({
    meeting: z.int().positive(),
    topic: z.string().max(80),
    point: z.string().max(80),
    action: z.string().max(80),
    ending: z.enum(endings),
    source,
    /** Opened from the list of what was collected, which is shown again. */
    isListed: z.boolean(),
  })
  .partial();

export type MeetingMetadata = z.infer<typeof metadata>;

export const writeMeetingMetadata = (carried: MeetingMetadata): string => JSON.stringify(carried);

/** @returns nothing in it when it is not ours */
export function readMeetingMetadata(text: string): MeetingMetadata {
  try {
    const read = metadata.safeParse(JSON.parse(text));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** The longest that people may type into a field. */
export const longestTyped = { topic: 200, point: 2000, item: 400, login: 39, reason: 300 } as const;
