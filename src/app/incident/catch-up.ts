/** Entries follow their messages: what is edited or deleted changes them, also what happened while they were marked. */
import { follow, type Wording } from '../../domain/incident/follow.js';
import type { Incident } from '../../domain/incident/incident.js';
import { longest } from '../../domain/incident/words.js';
import type { Address } from '../ports/incident.js';
import { change, type IncidentDependencies } from './dependencies.js';

/**
 * A marked message was edited or deleted: the entry follows. The record keeps what it said before.
 * @param wording null: it was deleted
 * @param request null: where it may come twice
 */
export async function followMessage(
  deps: IncidentDependencies,
  { channel, ts, wording, request }: Address & { wording: Wording | null; request: string | null },
): Promise<void> {
  const now = wording && { ...wording, text: clipped(wording.text).trim() };
  for (const id of await deps.store.notedFrom({ channel, ts }))
    await change(
      deps,
      id,
      { by: null, request: request === null ? null : `${request} ${id}` },
      ({ incident }, context) =>
        // The lifter showed what it said; what is said in the private channel from then on stays there.
        now && isKeptFrom(deps, incident, channel) ? [] : follow(incident, { channel, ts }, now, context.now),
    );
}

/**
 * Of what happened to a message before its entry was stored no event finds the entry: so it is looked at once more.
 * Never throws: the entry stands, and says what was read.
 * @param isRead whether it could be read before, so that not to find it means that it is gone
 */
export async function catchUp(
  deps: IncidentDependencies,
  { channel, ts }: Address,
  { threadTs, isRead }: { threadTs: string | null; isRead: boolean },
): Promise<void> {
  try {
    const found = await deps.workspace.read({ channel, ts }, threadTs);
    if (found ? found.edited === null : !isRead) return;
    await followMessage(deps, { channel, ts, wording: found, request: null });
  } catch (error) {
    deps.log.debug({ err: error, channel }, 'a marked message could not be read once more');
  }
}

/** Whether everybody can read of an incident what only few read in this channel. */
export const isKeptFrom = (
  { settings }: Pick<IncidentDependencies, 'settings'>,
  { isEmbargoed }: Pick<Incident, 'isEmbargoed'>,
  channel: string,
): boolean => !isEmbargoed && channel === settings.embargo?.channel;

export const clipped = (text: string): string => {
  const characters = [...text];
  return characters.length <= longest.entry ? text : `${characters.slice(0, longest.entry - 1).join('')}…`;
};
