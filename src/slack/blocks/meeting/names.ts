/** What the buttons and menus of meetings are called towards Slack, and how what is pressed says what is meant. */

export const meetingAction = {
  /** Their value is the number of the meeting. */
  addTopic: 'meeting_add_topic',
  addAction: 'meeting_add_action',
  collected: 'meeting_collected',
  items: 'meeting_items',
  end: 'meeting_end',
  write: 'meeting_write',
  file: 'meeting_file',
  pull: 'meeting_pull',
  share: 'meeting_share',
  /** A menu: the value of its options is `what:meeting`. */
  more: 'meeting_more',
  /** Menus: the value of their options is `what:meeting:part`. */
  topic: 'meeting_topic',
  item: 'meeting_item',
  /** In a form; their value is `kind:meeting:part`. */
  change: 'meeting_entry_change',
  remove: 'meeting_entry_remove',
} as const;

/** The menu beside the buttons of a meeting. Slack takes five at most. */
export const moreOptions = {
  attendees: 'Who was there…',
  move: 'Move it…',
  cancel: 'Cancel it…',
} as const;
export type MoreOption = keyof typeof moreOptions;

/** The menu beside a topic. */
export const topicOptions = {
  open: 'Talk about this',
  change: 'Change…',
  remove: 'Take it out',
} as const;
export type TopicOption = keyof typeof topicOptions;

/** The menu beside an action item. Slack takes five at most. */
export const itemOptions = {
  change: 'Change…',
  file: 'Open as an issue…',
  done: 'Done…',
  drop: 'Will not be done…',
  remove: 'Take it out…',
} as const;
export type ItemOption = keyof typeof itemOptions;

/** What the list of what was collected has in it. */
export const entryKinds = { topic: 'a topic', point: 'a point', action: 'an action item' } as const;
export type EntryKind = keyof typeof entryKinds;

export const moreValue = (what: MoreOption, meeting: number): string => `${what}:${meeting}`;
export const partValue = (
  what: TopicOption | ItemOption | EntryKind,
  meeting: number,
  part: string,
): string => `${what}:${meeting}:${part}`;

/** @returns null: it was made by something else */
export function moreOf(value: string): { what: MoreOption; meeting: number } | null {
  const [, what = '', meeting = ''] = /^([a-z]+):(\d{1,9})$/.exec(value) ?? [];
  return Object.hasOwn(moreOptions, what) ? { what: what as MoreOption, meeting: Number(meeting) } : null;
}

/** @param known what may be meant @returns null: it was made by something else */
export function partOf<W extends string>(
  value: string,
  known: Readonly<Record<W, string>>,
): { what: W; meeting: number; part: string } | null {
  const [, what = '', meeting = '', part = ''] = /^([a-z]+):(\d{1,9}):([^\s:]{1,80})$/.exec(value) ?? [];
  return Object.hasOwn(known, what) ? { what: what as W, meeting: Number(meeting), part } : null;
}
