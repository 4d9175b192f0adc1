/** Looks after what was posted: pins the head, links the copies to it, tells what arrived, mends what was changed by hand. */
import { settingsFor } from '../../domain/incident/embargo.js';
import { type Incident, isOpen, mendKey } from '../../domain/incident/incident.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import type { Receipt } from '../../domain/receipt.js';
import { day } from '../../domain/time.js';
import type { Standing, Stored } from '../ports/incident.js';
import type { Permalinks } from '../ports/workspace.js';
import { heardFrom, withGitHub } from './delivered.js';
import { change, contextOf, type IncidentDependencies, loaded, publishingOf } from './dependencies.js';
import { linksOf } from './publish.js';
import { toTryAgain } from './publish-github.js';

/** One look at every incident that is open or was lately. Cheap: nothing is asked of Slack but the pin. */
export async function tendIncidents(deps: IncidentDependencies): Promise<void> {
  const { now } = contextOf(deps);
  await deps.store.forget(now);
  const ids = await deps.store.toTend(now - day, { withEmbargoed: true });
  // The pins come last: Slack may be slow or refuse them, and nothing that is told may wait for that.
  for (const work of [tend, pinHead])
    for (const id of ids)
      await work(deps, id).catch((error: unknown) =>
        deps.log.error({ err: error, incident: id }, 'an incident could not be tended'),
      );
}

async function tend(deps: IncidentDependencies, id: number): Promise<void> {
  const stored = await deps.store.load(id);
  if (!stored) return;
  await redirectJoined(deps, stored);
  const written = await deps.store.atGitHub(id);
  const receipt = withGitHub(await deps.store.receipt(id), stored.incident, written, stored.receipt);
  const headless = receipt.failed.length === 0 ? null : await deps.store.headless(id);
  const settings = settingsFor(stored.incident, deps.settings, null);
  if (headless && canMove(stored, headless, settings)) {
    const moved = { kind: 'moved' as const, from: headless.destination, to: settings.channel };
    await change(deps, id, { by: null, request: null }, (present) =>
      present.edition === stored.edition ? [moved] : [],
    );
    return;
  }
  const { permalinks, renderer, isOurs } = await publishingOf(deps);
  const relink = isUnlinked(stored, permalinks);
  const { incident, home } = stored;
  const shown = { incident, settings, links: linksOf(incident, stored, permalinks) };
  const again = toTryAgain(shown, home.issue ?? null, written, renderer.atGitHub, isOurs);
  const isHeard = heardFrom(stored.incident, written).length > 0;
  if (again.length === 0 && !isHeard && !relink && !lacksDiscussion(stored) && !isNews(stored, receipt))
    return;
  await change(
    deps,
    id,
    { by: null, request: null },
    (present) => [
      ...heardFrom(present.incident, written),
      ...(isElsewhere(present, permalinks)
        ? [
            {
              kind: 'mended' as const,
              place: 'head' as const,
              destination: present.head?.channel ?? '',
              what: 'gone' as const,
            },
          ]
        : []),
    ],
    (present) => ({
      ...(relink && isUnlinked(present, permalinks) ? { relink: true } : {}),
      ...rewriting([
        ...(present.head && lacksDiscussion(present)
          ? [{ purpose: 'incident', destination: present.head.channel }]
          : []),
        // Another process may have tried it meanwhile.
        ...(present.edition === stored.edition ? again : []),
      ]),
      // Another process may have told more meanwhile: then this is old.
      ...(present.edition === stored.edition ? { receipt } : {}),
      ...(headless === null ? {} : { headless: headless.reason }),
    }),
  );
}

const rewriting = (rewrite: { purpose: string; destination: string }[]) =>
  rewrite.length === 0 ? {} : { rewrite };

/** Whoever comes upon what was merged into this one, also by way of others, is led to where its head stands now. */
async function redirectJoined(deps: IncidentDependencies, { incident, head }: Stored): Promise<void> {
  if (incident.joined.length === 0 || incident.mergedInto) return;
  const { permalinks } = await publishingOf(deps);
  const { id, facts } = incident;
  const url = head && permalinks.to(head);
  const isAstray = ({ mergedInto }: Incident) =>
    mergedInto !== null && (mergedInto.id !== id || (url !== null && mergedInto.url !== url));
  for (const joined of await deps.store.joinedTo(id))
    if (isAstray(joined))
      await change(deps, joined.id, { by: null, request: null }, (present) =>
        isAstray(present.incident) ? [{ kind: 'redirected', into: id, title: facts.title, url }] : [],
      );
}

/** The head stays in its channel for as long as it can be written there, whatever is configured by now. */
const canMove = (
  { incident, home }: Stored,
  { destination, unclear }: Receipt['failed'][number],
  { channel }: Pick<IncidentSettings, 'channel'>,
): boolean => isOpen(incident) && destination !== channel && home.head !== channel && !unclear;

function isUnlinked(stored: Stored, permalinks: Permalinks): boolean {
  const { head, discussion, home } = stored;
  // The head links the discussion: where that follows in the same channel it is waited for.
  if (head === null || (discussion === null && home.discussion === head.channel)) return false;
  return !stored.isLinked || isElsewhere(stored, permalinks);
}

/** It came later than the head was written last, or was posted anew. */
const lacksDiscussion = ({ head, discussion, isLinked, hasDiscussion }: Stored): boolean =>
  head !== null && discussion !== null && isLinked && !hasDiscussion;

/** It was deleted while nobody looked: delivery found nothing to edit, and posted it anew. */
const isElsewhere = ({ head, url }: Stored, permalinks: Permalinks): boolean =>
  head !== null && url !== null && !permalinks.lead(url, head);

/** The head is edited once all is settled, or when something takes long: not for each copy. */
function isNews({ receipt: said, edition }: Stored, now: Receipt): boolean {
  if (JSON.stringify(said) === JSON.stringify(now)) return false;
  return edition > 0 && (now.open === 0 || (said !== null && said.failed.length !== now.failed.length));
}

/** What is over makes room for what is not. Tried once: a channel with too many pins must not be asked for ever. */
async function pinHead(deps: IncidentDependencies, id: number): Promise<void> {
  const stored = await deps.store.load(id);
  if (!stored?.head || stored.incident.isPinned === isOpen(stored.incident)) return;
  const { head, incident } = stored;
  const why = await (isOpen(incident) ? deps.workspace.pin(head) : deps.workspace.unpin(head));
  if (why !== null)
    deps.log.warn({ incident: id, why }, 'the head of an incident could not be pinned, or unpinned');
  const kind = isOpen(incident) ? 'pinned' : 'unpinned';
  await change(deps, id, { by: null, request: null }, (present) =>
    present.incident.isPinned === (kind === 'pinned') ? [] : [{ kind }],
  );
}

/** What Slack shows differently for ever is not written again for ever. */
const mostMends = 3;

/** Reads back what stands, and writes again what was deleted or changed by hand. @returns how many were mended */
export async function mendIncident(deps: IncidentDependencies, id: number): Promise<number> {
  const { edition, incident, home } = await loaded(deps, id, 'signalman');
  // Whoever clears up what is long over is not contradicted.
  if (incident.endedAt !== null && incident.endedAt < deps.clock() - day) return 0;
  const wrong: { one: Standing; what: 'gone' | 'changed' }[] = [];
  for (const one of await deps.store.standing(id)) {
    // Where it stood before it moved nobody looks after it.
    if (one.purpose === 'incident' && one.destination !== home.head) continue;
    if (one.purpose === 'incident-discussion' && one.destination !== home.discussion) continue;
    if (one.purpose === 'incident-copy' && incident.left.has(one.destination)) continue;
    try {
      const what = await deps.workspace.compare(one, one.text);
      if (what !== 'same') wrong.push({ one, what });
    } catch (error) {
      deps.log.debug({ err: error, incident: id, channel: one.channel }, 'a copy could not be read back');
    }
  }
  let mended = 0;
  // What was written meanwhile was not looked at.
  const toMend = (stored: Stored) =>
    stored.edition !== edition
      ? []
      : wrong.filter(({ one }) => (stored.incident.mends.get(mendKey(asPlace(one))) ?? 0) < mostMends);
  await change(
    deps,
    id,
    { by: null, request: null },
    (stored) => {
      mended = toMend(stored).length;
      return toMend(stored).map(({ one, what }) => ({ kind: 'mended', ...asPlace(one), what }));
    },
    (stored) => {
      const rewrite = toMend(stored);
      const gone = rewrite.filter(({ what }) => what === 'gone');
      if (rewrite.length === 0) return {};
      return { rewrite: rewrite.map(({ one }) => one), gone: gone.map(({ one }) => one) };
    },
  );
  return mended;
}

const asPlace = ({ purpose, destination }: Standing) => ({ place: placeOf(purpose), destination });

function placeOf(purpose: string): 'head' | 'copy' | 'discussion' {
  if (purpose === 'incident') return 'head';
  return purpose === 'incident-copy' ? 'copy' : 'discussion';
}
