/** Looks after post-mortems: what has been opened at GitHub, what became of it, who is reminded, and new editions. */
import type { NewDelivery } from '../../domain/delivery.js';
import type { IncidentEvent } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import { messages } from '../../domain/incident/places.js';
import { postMortemMessages } from '../../domain/postmortem/messages.js';
import { answering, nagsDue } from '../../domain/postmortem/nag.js';
import { quietReason } from '../../domain/quiet.js';
import { shortHash } from '../../domain/short-hash.js';
import { day, minute } from '../../domain/time.js';
import { change, publishingOf } from '../incident/dependencies.js';
import { linksOf } from '../incident/publish.js';
import { askAfterAllClear } from './ask.js';
import { leftAmong, type PostMortemDependencies } from './dependencies.js';
import { followIssues } from './follow.js';
import { owedFor, textOf, writtenOut } from './out.js';
import { messageTo } from './owed.js';

/** So long after its last change a post-mortem is looked at: GitHub may be away for a while. */
const looked = 30 * day;
/** An edition is not followed by another one sooner, in ms. */
const settles = 10 * minute;

/** @returns one look at everything; made once, it remembers what it need not look at again */
export function postMortemTender(deps: PostMortemDependencies): () => Promise<void> {
  /** Which state of the record was written down already. */
  const written = new Map<number, number>();
  return async () => {
    const now = deps.clock();
    await askAfterAllClear(deps);
    for (const id of await deps.store.toTend(now - looked)) {
      await attempt(deps, id, async () => {
        const incident = (await deps.store.load(id))?.incident;
        if (!incident) return;
        await noteOpened(deps, incident);
        await writeAnew(deps, id, written);
      });
    }
    await followIssues(deps);
    if (quietReason(deps.quiet, now) === null) await nagAll(deps);
  };
}

async function attempt(deps: PostMortemDependencies, id: number, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) =>
    deps.log.error({ err: error, incident: id }, 'a post-mortem could not be tended'),
  );
}

/** What delivery has opened is part of the record from then on. */
async function noteOpened(deps: PostMortemDependencies, { id, postmortem }: Incident): Promise<void> {
  const awaits = postmortem.actions.some(({ filing, issue }) => filing && !issue);
  if (!awaits && (postmortem.pull || !postmortem.proposed)) return;
  const there = await deps.atGitHub(id);
  const itemOf = (name: { purpose: string; subject: string }) =>
    there.find((one) => one.purpose === name.purpose && one.subject === name.subject && one.item)?.item;
  await change(deps, id, { by: null, request: null }, ({ incident }) => {
    const events: IncidentEvent[] = [];
    for (const { id: action, filing, issue } of incident.postmortem.actions) {
      const item = filing && !issue ? itemOf(postMortemMessages.action(id, action)) : null;
      if (item) events.push({ kind: 'action-filed', action, issue: item });
    }
    const pull = incident.postmortem.pull ? null : itemOf(postMortemMessages.document(id));
    if (pull) events.push({ kind: 'document-filed', pull });
    return events;
  });
}

/** Once there is a pull request it follows the record, but not each word by itself. */
async function writeAnew(
  deps: PostMortemDependencies,
  id: number,
  written: Map<number, number>,
): Promise<void> {
  const incident = (await deps.store.load(id))?.incident;
  if (!incident?.postmortem.proposed || deps.settings.postmortem.repository === null) return;
  if (incident.isEmbargoed || written.get(id) === incident.seq) return;
  const now = deps.clock();
  if (now - incident.postmortem.proposed.at < settles) return;
  const text = await textOf(deps, incident);
  let seq = incident.seq;
  await change(
    deps,
    id,
    { by: null, request: null },
    ({ incident: present }) => {
      seq = present.seq;
      const { proposed } = present.postmortem;
      const said = text(present);
      if (!proposed || proposed.hash === shortHash(said) || present.isEmbargoed) return [];
      seq++;
      return [writtenOut(deps, present, 'pull-request', said)];
    },
    (stored) => ({
      owing: (after) =>
        after.postmortem.edition > stored.incident.postmortem.edition
          ? [owedFor(deps, stored, after, 'pull-request', text(after))]
          : [],
    }),
  );
  written.set(id, seq);
}

/** One message for each who is told the same, and one in the thread about what nobody owns. */
async function nagAll(deps: PostMortemDependencies): Promise<void> {
  const ids = new Set((await deps.actions.open()).map(({ incident }) => incident));
  for (const id of ids) await attempt(deps, id, () => nag(deps, id));
}

async function nag(deps: PostMortemDependencies, id: number): Promise<void> {
  const incident = (await deps.store.load(id))?.incident;
  if (!incident) return;
  const every = deps.settings.postmortem.nagEvery;
  const nobodyLeft = { left: new Set<string>(), every, now: deps.clock() };
  // Nobody is asked about as long as nothing could be due: whoever has left makes more of it due, not less.
  const mayBeDue = incident.postmortem.actions.some(
    ({ done, naggedAt, addedAt }) => !done && nobodyLeft.now - (naggedAt ?? addedAt) >= every,
  );
  if (!mayBeDue) return;
  const left = await leftAmong(deps, answering(incident));
  const given = { ...nobodyLeft, left };
  const publishing = await publishingOf(deps);
  let inThread: boolean[] = [];
  await change(
    deps,
    id,
    { by: null, request: null },
    ({ incident: present }) => {
      const due = nagsDue(present, given);
      inThread = due.inThread;
      return due.events;
    },
    (stored) => {
      const { events } = nagsDue(stored.incident, given);
      if (events.length === 0) return {};
      return {
        owing: (after) => {
          const { settings, renderer, permalinks } = publishing;
          const shown = { incident: after, settings, links: linksOf(after, stored, permalinks) };
          const place = stored.home.head ?? settings.channel;
          return events.flatMap((event, at): NewDelivery[] => {
            const name = postMortemMessages.nag(id, stored.incident.seq + 1 + at);
            const saying = renderer.nag(shown, event);
            // Those who are in its private channel read it there.
            const people = after.isEmbargoed ? [] : event.to;
            return [
              ...people.map((one) => messageTo(one, name, saying)),
              ...(inThread[at] ? [messageTo(place, name, saying, { thread: messages.head(id) })] : []),
            ];
          });
        },
      };
    },
  );
}
