/** Looks after what was posted: pins the head, links the copies to it, tells what arrived, mends what was changed by hand. */
import { isOpen, mendKey } from '../../domain/incident/incident.js';
import type { Receipt } from '../../domain/receipt.js';
import { day } from '../../domain/time.js';
import type { Standing, Stored } from '../incident-ports.js';
import { change, contextOf, type IncidentDependencies, loaded } from './dependencies.js';
import { permalink } from './publish.js';

/** One look at every incident that is open or was lately. Cheap: nothing is asked of Slack but the pin. */
export async function tendIncidents(deps: IncidentDependencies): Promise<void> {
  const { now } = contextOf(deps);
  const ids = await deps.store.toTend(now - day);
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
  const receipt = await deps.store.receipt(id);
  const headless = receipt.failed.find(({ destination }) => destination === deps.settings.channel);
  const relink = isUnlinked(stored);
  if (!relink && !isNews(stored, receipt)) return;
  await change(
    deps,
    id,
    { by: null, request: null },
    (present) =>
      isElsewhere(present)
        ? [{ kind: 'mended', place: 'head', destination: present.head?.channel ?? '', what: 'gone' }]
        : [],
    (present) => ({
      ...(relink && isUnlinked(present) ? { relink: true } : {}),
      // Another process may have told more meanwhile: then this is old.
      ...(present.edition === stored.edition ? { receipt } : {}),
      ...(headless === undefined ? {} : { headless: headless.reason }),
    }),
  );
}

const isUnlinked = (stored: Stored): boolean =>
  stored.head !== null && (!stored.isLinked || isElsewhere(stored));

/** It was deleted while nobody looked: delivery found nothing to edit, and posted it anew. */
const isElsewhere = ({ head, url }: Stored): boolean =>
  head !== null && url !== null && !url.endsWith(permalink('/', head));

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
  const { edition, incident } = await loaded(deps, id);
  // Whoever clears up what is long over is not contradicted.
  if (incident.endedAt !== null && incident.endedAt < deps.clock() - day) return 0;
  const wrong: { one: Standing; what: 'gone' | 'changed' }[] = [];
  for (const one of await deps.store.standing(id)) {
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
