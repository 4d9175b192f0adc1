/** The question for lessons in the discussion: by somebody's wish, or by itself after the all-clear. Once. */
import { settingsFor } from '../../domain/incident/embargo.js';
import { messages } from '../../domain/incident/places.js';
import type { Person } from '../../domain/person.js';
import { postMortemMessages } from '../../domain/postmortem/messages.js';
import { askForLessons } from '../../domain/postmortem/write.js';
import { day } from '../../domain/time.js';
import { type Changed, change, publishingOf } from '../incident/dependencies.js';
import { linksOf } from '../incident/publish.js';
import type { PostMortemDependencies } from './dependencies.js';
import { aMonth, messageTo } from './owed.js';

/** Of what was over long before nobody is asked who has just switched this on. ms */
const lately = 3 * day;

/**
 * @param asked.by null: Signalman itself
 * @throws UserFault `unknown-incident` | `no-post-mortem` | `final` | `asked`
 */
export async function askNow(
  deps: PostMortemDependencies,
  id: number,
  asked: { by: Person | null; request: string | null },
): Promise<Changed> {
  const { renderer, permalinks, ...publishing } = await publishingOf(deps);
  return await change(
    deps,
    id,
    asked,
    ({ incident }) => askForLessons(incident),
    (stored) => ({
      owing: (after) => {
        const settings = settingsFor(after, publishing.settings, stored.home.head);
        const place = stored.home.discussion ?? settings.discussion ?? stored.home.head ?? settings.channel;
        const saying = renderer.lessons({
          incident: after,
          settings,
          links: linksOf(after, stored, permalinks),
        });
        return [
          messageTo(place, postMortemMessages.lessons(id), saying, {
            thread: messages.discussion(id),
            worthFor: aMonth,
          }),
        ];
      },
    }),
  );
}

/** After the all-clear, where it is configured. Never throws for one incident. */
export async function askAfterAllClear(deps: PostMortemDependencies): Promise<void> {
  if (!deps.settings.postmortem.ask) return;
  const now = deps.clock();
  for (const id of await deps.store.toTend(now - lately)) {
    const incident = (await deps.store.load(id))?.incident;
    if (incident?.state !== 'resolved' || incident.postmortem.askedAt !== null) continue;
    if (incident.postmortem.status === 'final' || (incident.endedAt ?? 0) < now - lately) continue;
    await askNow(deps, id, { by: null, request: `lessons ${id}` }).catch((error: unknown) =>
      deps.log.error({ err: error, incident: id }, 'nobody could be asked for lessons'),
    );
  }
}
