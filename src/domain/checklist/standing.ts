/** A checklist of the release team as it stands: its items, which of them count, and who ticked them. */

import type { Person } from '../person.js';
import { shortHash } from '../short-hash.js';
import { day, minute } from '../time.js';
import type { Box, ChecklistItem, ChecklistSetting, ReleaseChecklist } from './checklist.js';

/** Somebody ticked an item, or took that back. The record is only added to. */
export interface Tick {
  checklist: string;
  item: string;
  isTicked: boolean;
  by: Person;
  /** ms, UTC */
  at: number;
  note: string;
}

/** A list's file as it was last read. */
export interface ChecklistFile {
  boxes: Box[];
  /** ms, UTC; null: never */
  readAt: number | null;
  /** Why the last try failed, in words for people; null: it did not. */
  problem: string | null;
}

/** A file that nobody could read for so long is not known any more, in ms. */
const longestUnread = day;
/** More do not fit into the form in which they are ticked. */
export const mostItems = 100;

const required = /^\(r\)\s+/i;

/** Boxes of items that are written in signalman.yml. */
export function boxesOf(items: readonly string[]): Box[] {
  return items.map((item, at) => {
    const text = item.replace(/\s+/g, ' ').trim();
    const plain = text.replace(required, '');
    return {
      ...{ key: shortHash(plain.toLowerCase()), text: plain, isTicked: false, isRequired: plain !== text },
      ...{ depth: 0, line: at + 1 },
    };
  });
}

/**
 * @param file null: it is written in signalman.yml, or nobody has read it yet
 * @param ticks in the order in which they were made
 * @param web where repositories are looked at, e.g. `https://github.com`
 */
export function checklistOf(
  { name, title, phase, from }: ChecklistSetting,
  file: ChecklistFile | null,
  ticks: readonly Tick[],
  web: string,
): ReleaseChecklist {
  const boxes = 'items' in from ? boxesOf(from.items) : (file?.boxes ?? []);
  const last = new Map(ticks.filter(({ checklist }) => checklist === name).map((tick) => [tick.item, tick]));
  const isMarked = boxes.some(({ isRequired }) => isRequired);
  return {
    ...{ name, title, phase },
    items: boxes.map(({ key, text, isRequired, depth }): ChecklistItem => {
      const tick = last.get(key);
      return {
        ...{ key, text, depth },
        // Where some are marked, those are what has to be done; where none is, all are.
        isRequired: isRequired || !isMarked,
        ticked: tick?.isTicked ? { by: tick.by, at: tick.at, note: tick.note } : null,
      };
    }),
    source: 'items' in from ? null : { ...from, url: urlOf(from, web) },
    readAt: file?.readAt ?? null,
    problem: 'items' in from ? null : problemOf(file, boxes),
  };
}

function urlOf(
  { repository, path, ref }: { repository: string; path: string; ref: string | null },
  web: string,
) {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${web}/${repository}/blob/${ref === null ? 'HEAD' : encodeURIComponent(ref)}/${encoded}`;
}

function problemOf(file: ChecklistFile | null, boxes: readonly Box[]): string | null {
  if (!file) return 'its file has not been read yet';
  if (file.problem !== null) return file.problem;
  if (boxes.length === 0) return 'there is no box in it';
  if (boxes.length > mostItems) return `it has ${boxes.length} boxes, and ${mostItems} can be ticked`;
  return null;
}

/** Why nobody can say how it stands; null: it can be said. */
export function unknownBecause(
  { items, source, readAt, problem }: ReleaseChecklist,
  now: number,
): string | null {
  if (problem !== null) return problem;
  if (items.length === 0) return 'nothing is on it';
  if (!source) return null;
  if (readAt === null) return 'its file has not been read yet';
  if (readAt > now + minute) return 'its file was last read in the future: a clock is wrong';
  return now - readAt > longestUnread ? 'its file could not be read for more than a day' : null;
}

/** Of what has to be ticked, how much is. */
export function progressOf({ items }: Pick<ReleaseChecklist, 'items'>): { done: number; of: number } {
  const needed = items.filter(({ isRequired }) => isRequired);
  return { done: needed.filter(({ ticked }) => ticked !== null).length, of: needed.length };
}

/**
 * What a form that was sent changes: only what the person changed against what the form showed. Two who tick at once
 * do not undo each other.
 * @param shown what was ticked when the form was made, and `sent` when it came back; keys of items
 */
export function changesIn(
  { items }: Pick<ReleaseChecklist, 'items'>,
  shown: ReadonlySet<string>,
  sent: ReadonlySet<string>,
): { item: string; isTicked: boolean }[] {
  return items.flatMap(({ key, ticked }) => {
    const isTicked = sent.has(key);
    // What somebody else has done meanwhile is done.
    if (isTicked === shown.has(key) || isTicked === (ticked !== null)) return [];
    return [{ item: key, isTicked }];
  });
}
