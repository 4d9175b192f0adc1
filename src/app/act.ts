/** What the release team writes by hand: reasons, action lines, actions taken. Only release leads may. */
import { UserFault } from '../domain/fault.js';
import { type ActResult, isActive, type Note, splitHeading } from '../domain/hand-written.js';
import { findRelease, type Release } from '../domain/release.js';
import { parseMoment } from '../domain/time.js';
import { type Actor, type People, requireRole } from './permission.js';
import type { Clock } from './ports/clock.js';
import type { HandWrittenStore } from './ports/hand-written.js';

/** What was typed after `act`. */
export type Act =
  | { do: 'list' }
  | { do: 'reason'; state: 'no-go' | 'unknown'; text: string }
  | { do: 'todo'; text: string }
  | { do: 'taken'; text: string }
  | { do: 'end'; id: number };

export interface ActDependencies {
  releases: readonly Release[];
  notes: HandWrittenStore;
  people: People;
  /** Slack user and user-group ids. */
  releaseLeads: readonly string[];
  clock: Clock;
}

/** Slack shows a reason in one line of a section: longer ones belong into an issue. */
const longest = 500;

/**
 * @param request tells this request from all others, so that it counts once however often it arrives
 * @throws UserFault when the release, the date, the number or the role is wrong
 */
export async function act(
  { releases, notes, people, releaseLeads, clock }: ActDependencies,
  { name, actor, request, act }: { name: string | null; actor: Actor; request: string; act: Act },
): Promise<ActResult> {
  const release = findRelease(releases, name);
  const now = clock();
  if (act.do === 'list') return { release, done: null, notes: await current(notes, release, now) };
  await requireRole(people, releaseLeads, actor, 'release lead');
  const done =
    act.do === 'end'
      ? await end(notes, release, act.id, actor, now)
      : await add(notes, release, act, actor, request, now);
  return { release, done, notes: await current(notes, release, now) };
}

async function current(notes: HandWrittenStore, release: Release, now: number): Promise<Note[]> {
  return (await notes.list(release.name)).filter((note) => isActive(note, now));
}

async function end(
  notes: HandWrittenStore,
  release: Release,
  id: number,
  actor: Actor,
  now: number,
): Promise<ActResult['done']> {
  const note = (await notes.list(release.name)).find((one) => one.id === id);
  if (!note || !(await notes.end(release.name, id, actor.id, now))) {
    throw new UserFault(
      'unknown-note',
      `There is no entry ${id} for ${release.name}.`,
      'See them with: `/release-status act`',
    );
  }
  return { what: 'ended', note };
}

async function add(
  notes: HandWrittenStore,
  release: Release,
  act: Exclude<Act, { do: 'list' | 'end' }>,
  actor: Actor,
  request: string,
  now: number,
): Promise<ActResult['done']> {
  const { text, until } =
    act.do === 'taken'
      ? { text: act.text, until: null }
      : splitDate(act.text, act.do === 'todo' ? 'by' : 'until', now, release.zone);
  if (text.trim() === '')
    throw new UserFault(
      'empty-note',
      'There is nothing to write down.',
      `For example: \`/release-status act ${act.do} Upgrade tests: no clear signal\``,
    );
  if (text.length > longest) {
    throw new UserFault(
      'long-note',
      `That has ${text.length} characters, and ${longest} fit.`,
      'Put the details into an issue and name it here.',
    );
  }
  const note = await notes.add({
    release: release.name,
    type: act.do === 'todo' ? 'action' : act.do,
    ...splitHeading(text.trim()),
    state: act.do === 'reason' ? act.state : null,
    authorId: actor.id,
    authorName: actor.name,
    at: now,
    until,
    request,
  });
  return { what: 'added', note };
}

/** Takes `until Friday` off the end. Words after "until" that do not look like a date belong to the text. */
function splitDate(
  text: string,
  word: 'until' | 'by',
  now: number,
  zone: string,
): { text: string; until: number | null } {
  const match = new RegExp(`^(.*)\\s${word}\\s+(\\S.*)$`, 'is').exec(text);
  const typed = match?.[2];
  if (match?.[1] === undefined || !typed) return { text, until: null };
  const looksLikeDate =
    /^(\d|today\b|tomorrow\b|(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?[.,!]*(\s+\d{1,2}:\d{2}[.,!]*)?$|(jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\s+\d)/i;
  if (!looksLikeDate.test(typed)) return { text, until: null };
  const until = parseMoment(typed, now, zone);
  if (until <= now)
    throw new UserFault('past-date', `"${typed}" is already over.`, 'Name a time in the future.');
  return { text: match[1], until };
}
