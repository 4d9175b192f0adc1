/** What the buttons and menus of post-mortems are called towards Slack, and how what is pressed says what is meant. */
import type { LessonList, Section } from '../../../domain/postmortem/event.js';

export const postmortemAction = {
  /** Their value is the number of the incident. */
  show: 'postmortem_show',
  addAction: 'postmortem_add_action',
  list: 'postmortem_list',
  status: 'postmortem_status',
  sign: 'postmortem_sign',
  file: 'postmortem_file',
  pull: 'postmortem_pull',
  /** Its value is `incident:section`. */
  write: 'postmortem_write',
  /** Its value is `incident:list`. */
  lessonWell: 'postmortem_lesson_well',
  lessonWrong: 'postmortem_lesson_wrong',
  lessonLucky: 'postmortem_lesson_lucky',
  lesson: 'postmortem_lesson',
  /** A menu: the value of its options is `what:incident`. */
  more: 'postmortem_more',
  /** A menu: the value of its options is `what:incident:action`. */
  item: 'postmortem_item',
  /** Their value is `incident:action`. */
  take: 'postmortem_take',
  owner: 'postmortem_owner',
  done: 'postmortem_done',
  /** Their value is `incident:items`: how many the page leaves out before it. */
  newerItems: 'postmortem_items_before',
  olderItems: 'postmortem_items_after',
  /** In a form; their value is `incident:lesson`. */
  changeLesson: 'postmortem_lesson_change',
  removeLesson: 'postmortem_lesson_remove',
} as const;

/** The menu beside the buttons of a post-mortem. Slack takes five at most. */
export const moreOptions = {
  owners: 'Owners…',
  lessons: 'Change lessons…',
  ask: 'Ask for lessons in the discussion',
  timeline: 'Timeline',
} as const;
export type MoreOption = keyof typeof moreOptions;

/** The menu beside an action item. Slack takes five at most. */
export const itemOptions = {
  change: 'Change…',
  file: 'Open as an issue…',
  done: 'Done…',
  drop: 'Will not be done…',
  remove: 'Take it out…',
  reopen: 'Open again…',
} as const;
export type ItemOption = keyof typeof itemOptions;

export const listAction: Record<LessonList, string> = {
  well: postmortemAction.lessonWell,
  wrong: postmortemAction.lessonWrong,
  lucky: postmortemAction.lessonLucky,
};

export const sectionValue = (incident: number, section: Section): string => `${incident}:${section}`;
export const partValue = (incident: number, part: string): string => `${incident}:${part}`;
export const itemValue = (what: ItemOption, incident: number, action: string): string =>
  `${what}:${incident}:${action}`;

/** `12:anything` @returns null: it was made by something else */
export function partOf(value: string): { incident: number; part: string } | null {
  const [, incident, part] = /^(\d{1,9}):([^\s:]{1,80})$/.exec(value) ?? [];
  return incident && part ? { incident: Number(incident), part } : null;
}

/** @returns null: it was made by something else */
export function itemOf(value: string): { what: ItemOption; incident: number; action: string } | null {
  const [, what = '', rest = ''] = /^([a-z]+):(.+)$/.exec(value) ?? [];
  const found = partOf(rest);
  const option = (Object.keys(itemOptions) as ItemOption[]).find((one) => one === what);
  return option && found ? { what: option, incident: found.incident, action: found.part } : null;
}

/** @returns null: it was made by something else */
export function moreOf(value: string): { what: MoreOption; incident: number } | null {
  const [, what = '', incident = ''] = /^([a-z]+):(\d{1,9})$/.exec(value) ?? [];
  const option = (Object.keys(moreOptions) as MoreOption[]).find((one) => one === what);
  return option ? { what: option, incident: Number(incident) } : null;
}
