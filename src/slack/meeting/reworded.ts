/** What an edit of a message in the thread of a meeting changes of what was kept of it. */
import type { MeetingDesk } from '../../app/ports/meeting.js';
import { prefixedIn } from '../../domain/meeting/prefixed.js';
import { rewordedIn } from '../../domain/meeting/reworded.js';
import type { Entry, Part } from './collect.js';
import { withNames } from './desk.js';

type Named = Pick<MeetingDesk, 'whoIs'>;

/** @param said.before null: it is new. `text` empty: it is deleted */
export async function rewordedBy(
  desk: Named,
  old: readonly Entry[],
  said: { before: string | null; text: string },
): Promise<{ changed: { entry: Entry; part: Part }[]; gone: Entry[]; fresh: Part[] }> {
  const named = async (text: string): Promise<Part[]> =>
    await Promise.all(
      prefixedIn(text).map(async (part) => ({ ...part, text: await withNames(desk, part.text) })),
    );
  const lines = old.map((entry) => ({ kind: entry.pointKind ?? lineKind(entry), text: entry.text, entry }));
  const parts = await named(said.text);
  const before = await named(said.before ?? '');
  if (before.length > 0 || lines.length === 0) return unwrapped(rewordedIn(lines, before, parts));
  // It was marked, or put there from its menu: what still says the same as the message goes with it.
  const was = (await withNames(desk, said.before ?? '')).trim();
  const marked = lines.filter(({ text }) => text.trim() === was);
  const text = await withNames(desk, said.text);
  const same = marked.map(({ kind }): Part => ({ kind, text }) as Part);
  const now = parts.length > 0 || said.text === '' ? parts : same;
  return unwrapped(rewordedIn(marked, marked, now));
}

const lineKind = ({ kind }: Entry) => (kind === 'topic' ? 'topic' : 'action');

function unwrapped<P>({
  changed,
  gone,
  fresh,
}: {
  changed: { entry: { entry: Entry }; part: P }[];
  gone: { entry: Entry }[];
  fresh: P[];
}) {
  return {
    changed: changed.map(({ entry: { entry }, part }) => ({ entry, part })),
    gone: gone.map(({ entry }) => entry),
    fresh,
  };
}
