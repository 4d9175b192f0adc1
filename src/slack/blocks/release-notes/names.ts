/** What the buttons of release notes are called towards Slack, and how what is pressed says what is meant. */

import { type GapFilter, readFilter, writeFilter } from '../../../domain/release-notes/gap-list.js';
import { type Block, buttons } from '../parts/block.js';

export const notesAction = {
  write: 'notes_write',
  gaps: 'notes_gaps',
  /** Of what leads through the list of gaps. */
  filter: 'notes_page:filter',
  previous: 'notes_page:previous',
  next: 'notes_page:next',
  overview: 'notes_page:overview',
  draft: 'notes_draft',
  publish: 'notes_publish',
  share: 'notes_share',
} as const;

/** Slack's own limits of what a button and an option carry. */
const longestValue = 2000;
export const longestOption = 150;

/** Which pull request of which release. */
export const writeValue = (release: string, number: number): string => `${release}#${number}`;

/** A pull request with the button that opens the form of its note. */
export function withWriteButton(block: Block, release: string, number: number): Block {
  const value = writeValue(release, number);
  if (value.length > longestValue) return block;
  const [accessory] = buttons([{ text: 'Write the note…', action: notesAction.write, value }])
    .elements as object[];
  return { ...block, accessory };
}

/** @returns null: it was made by something else */
export function writeOf(value: string): { release: string; number: number } | null {
  const [, release, number] = /^(.+)#(\d{1,9})$/s.exec(value) ?? [];
  return release === undefined || number === undefined ? null : { release, number: Number(number) };
}

export interface GapsPlace {
  release: string;
  filter: GapFilter;
  /** From 0. */
  page: number;
}

export const gapsValue = ({ release, filter, page }: GapsPlace): string =>
  `${page} ${writeFilter(filter)} ${release}`;

/** @returns null: it was made by something else */
export function gapsOfValue(value: string): GapsPlace | null {
  const [, page, typed, release] = /^(\d{1,4}) (\S+) (.+)$/s.exec(value) ?? [];
  const filter = typed === undefined ? null : readFilter(typed);
  return filter === null || release === undefined ? null : { page: Number(page), filter, release };
}
