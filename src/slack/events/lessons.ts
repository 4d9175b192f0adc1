/** Lessons and action items that people write in the discussion: kept once, and lessons follow what is edited. */

import { UserFault } from '../../domain/fault.js';
import type { Source } from '../../domain/incident/event.js';
import type { Person } from '../../domain/person.js';
import type { Lesson } from '../../domain/postmortem/event.js';
import { type Prefixed, prefixedIn } from '../../domain/postmortem/prefixed.js';
import { faultMessage } from '../blocks/parts/help.js';
import { lessonsKept } from '../blocks/postmortem/kept.js';
import { incidentHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { type Desks, desksOf } from '../postmortem/desk.js';
import { inTurn } from './one-at-a-time.js';

/** A message in a thread. */
export interface InThread {
  channel: string;
  ts: string;
  threadTs: string;
  user: string;
  /** As people read it. */
  text: string;
  /** When it was edited to this, as Slack names moments; null: it is as it was written. */
  edited: string | null;
  /** Tells this event from all others. */
  request: string;
}

/** A message that is edited as soon as it is sent must not be looked at the other way round. */
const turns = inTurn<string>();

/** The incident in whose discussion it stands, where people have been asked for lessons; null: it is only talk. */
async function asking({ desk, incidents }: Desks, { channel, threadTs, user }: InThread) {
  const found = await incidents.messageAt({ channel, ts: threadTs });
  if (!found || !heardIn.includes(found.purpose)) return null;
  const { incident, postmortem } = await desk.show(found.incident, { id: user });
  // What is said in the private channel stays there, also once everybody can read the post-mortem.
  if (!incident.isEmbargoed && channel === incidents.settings.embargo?.channel) return null;
  return postmortem.askedAt === null ? null : { id: incident.id, lessons: postmortem.lessons };
}

const heardIn = ['incident-discussion', 'incident-lessons'];

export async function heardLesson(deps: SlackDependencies, said: InThread): Promise<void> {
  const parts = prefixedIn(said.text);
  if (parts.length === 0 || !deps.postmortem) return;
  const desks = desksOf(deps);
  await turns(`${said.channel} ${said.ts}`, async () => {
    const where = await asking(desks, said);
    if (where) await answering(deps, said, () => keep(desks, where.id, said, parts));
  });
}

/** An edit, or a deletion (its text is empty then): lessons from it say what it says now. */
export async function changedLesson(deps: SlackDependencies, said: InThread): Promise<void> {
  if (!deps.postmortem) return;
  const desks = desksOf(deps);
  await turns(`${said.channel} ${said.ts}`, async () => {
    const where = await asking(desks, said);
    if (!where) return;
    const before = where.lessons.filter(
      ({ source }) => source?.channel === said.channel && source.ts === said.ts,
    );
    const parts = prefixedIn(said.text).filter((one) => one.kind === 'lesson');
    if (before.length === 0 && parts.length === 0) return;
    await answering(deps, said, () => follow(desks, where.id, said, before, parts));
  });
}

type Kept = { id: number; parts: readonly Prefixed[] } | null;

async function keep(desks: Desks, id: number, said: InThread, parts: readonly Prefixed[]): Promise<Kept> {
  const { desk, incidents } = desks;
  const actor = await incidents.whoIs(said.user);
  const source = await sourceOf(desks, said, actor);
  const kept: Prefixed[] = [];
  for (const [at, part] of parts.entries()) {
    const asked = { actor, request: `reply ${said.channel} ${said.ts} ${at}`, id };
    const { text } = part;
    const { isNew } =
      part.kind === 'lesson'
        ? await desk.addLesson({ ...asked, list: part.list, text, source })
        : await desk.addAction({
            ...{ ...asked, text, type: part.type },
            ...{ owner: null, login: null, due: '', issue: '' },
          });
    if (isNew) kept.push(part);
  }
  return kept.length === 0 ? null : { id, parts: kept };
}

async function follow(
  desks: Desks,
  id: number,
  said: InThread,
  before: readonly Lesson[],
  parts: readonly Extract<Prefixed, { kind: 'lesson' }>[],
): Promise<Kept> {
  const { desk, incidents } = desks;
  const actor = await incidents.whoIs(said.user);
  const source = await sourceOf(desks, said, actor);
  for (let at = 0; at < Math.max(before.length, parts.length); at++) {
    const [old, part] = [before[at], parts[at]];
    const asked = { actor, request: `${said.request} ${at}`, id };
    if (old && part) await desk.changeLesson({ ...asked, lesson: old.id, list: part.list, text: part.text });
    else if (old) await desk.removeLesson({ ...asked, lesson: old.id });
    else if (part) await desk.addLesson({ ...asked, list: part.list, text: part.text, source });
  }
  // Whoever edits sees what they have done; only what is new is confirmed.
  return before.length === 0 ? { id, parts } : null;
}

async function sourceOf({ incidents }: Desks, said: InThread, author: Person): Promise<Source> {
  const { channel, ts, text, user, edited } = said;
  const { source } = await incidents.fromMessage({ channel, ts, text, user, app: null, edited });
  return { ...source, author };
}

/** Nobody sees in a message of their own what became of it. */
async function answering(deps: SlackDependencies, said: InThread, work: () => Promise<Kept>): Promise<void> {
  const { channel, user, threadTs } = said;
  try {
    const kept = await work();
    if (kept) await deps.whisper({ channel, user, threadTs, message: lessonsKept(kept.id, kept.parts) });
  } catch (error) {
    if (!(error instanceof UserFault)) throw error;
    deps.count('fault');
    await deps.whisper({ channel, user, threadTs, message: faultMessage(error, incidentHelp) });
  }
}
