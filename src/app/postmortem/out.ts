/** A post-mortem written out: as a file in the thread, or as a pull request that follows the record from then on. */

import type { NewDelivery } from '../../domain/delivery.js';
import { UserFault } from '../../domain/fault.js';
import type { IncidentEvent, Recorded } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import { messages } from '../../domain/incident/places.js';
import { postMortemMessages } from '../../domain/postmortem/messages.js';
import { ownersOf } from '../../domain/postmortem/part.js';
import { filledPath } from '../../domain/postmortem/path.js';
import { requireStory } from '../../domain/postmortem/words.js';
import { shortHash } from '../../domain/short-hash.js';
import { change, personOf, unknownIncident } from '../incident/dependencies.js';
import type { Stored } from '../ports/incident.js';
import type { PostMortemDesk } from '../ports/postmortem.js';
import { leftAmong, type PostMortemDependencies } from './dependencies.js';
import { aMonth, atRepository } from './owed.js';
import { writtenFrom } from './show.js';
import { requireWriter } from './who.js';

/** @throws UserFault `unknown-incident` | `not-allowed` | `no-post-mortem` | `embargo` | `no-repository` | `same-text` */
export async function writeOut(
  deps: PostMortemDependencies,
  { actor, request, id, to }: Parameters<PostMortemDesk['writeOut']>[0],
) {
  const before = await requireWriter(deps, id, actor);
  const text = await textOf(deps, before);
  return await change(
    deps,
    id,
    { by: personOf(actor), request },
    ({ incident }) => {
      requireStory(incident);
      if (to === 'pull-request') requirePlace(deps, incident, shortHash(text(incident)));
      return [writtenOut(deps, incident, to, text(incident))];
    },
    (stored) => ({ owing: (after) => [owedFor(deps, stored, after, to, text(after))] }),
  );
}

/** The next edition. Its file stays where it was proposed first: a title that changes would leave a second one there. */
export function writtenOut(
  { settings }: Pick<PostMortemDependencies, 'settings'>,
  incident: Incident,
  to: 'file' | 'pull-request',
  text: string,
): IncidentEvent {
  const { edition, proposed } = incident.postmortem;
  const { path, zone } = settings.postmortem;
  const stays = to === 'file' ? {} : { path: proposed?.path ?? filledPath(path, incident, zone) };
  return { kind: 'written-out', to, edition: edition + 1, hash: shortHash(text), ...stays };
}

function requirePlace(
  { settings }: PostMortemDependencies,
  { id, isEmbargoed, postmortem }: Incident,
  hash: string,
): void {
  if (isEmbargoed) throw new UserFault('embargo', `Incident ${id} is under embargo.`, 'Lift it first.');
  if (settings.postmortem.repository === null)
    throw new UserFault(
      'no-repository',
      'There is no repository for post-mortems.',
      'Whoever runs Signalman adds `incidents: post-mortem: repository:` to signalman.yml.',
    );
  if (postmortem.proposed?.hash === hash)
    throw new UserFault(
      'same-text',
      'The pull request says the same already.',
      'You need not do anything: bring it up to date when the post-mortem has changed.',
    );
}

/** The Markdown of an incident as it is at that moment. What is asked of others is asked before. */
export async function textOf(
  deps: PostMortemDependencies,
  incident: Incident,
): Promise<(then: Incident) => string> {
  const record = await deps.store.record(incident.id);
  if (!record) throw unknownIncident(incident.id);
  const left = await leftAmong(deps, ownersOf(incident));
  return (then) => {
    // What was read for few is not written out for everybody.
    if (then.isEmbargoed !== incident.isEmbargoed)
      throw new UserFault(
        'lifted',
        `The embargo of incident ${incident.id} was just lifted.`,
        'Look at it again.',
      );
    return textNow(deps, then, record, left);
  };
}

function textNow(
  deps: PostMortemDependencies,
  incident: Incident,
  record: readonly Recorded[],
  left: ReadonlySet<string>,
): string {
  return deps.words.document(writtenFrom(deps, incident, record, left));
}

export function owedFor(
  { settings }: Pick<PostMortemDependencies, 'settings'>,
  { home }: Pick<Stored, 'home'>,
  incident: Incident,
  to: 'file' | 'pull-request',
  text: string,
): NewDelivery {
  const { id, facts, postmortem } = incident;
  const { repository, path, zone } = settings.postmortem;
  if (to === 'file')
    return {
      ...{ ...postMortemMessages.file(id, postmortem.edition), revision: 1 },
      destination: home.head ?? settings.channel,
      content: {
        kind: 'file',
        name: `post-mortem-${id}.md`,
        title: `Post-mortem of incident ${id}, edition ${postmortem.edition}`,
        text,
      },
      ...{ thread: messages.head(id), urgent: false, worthFor: aMonth },
    };
  return atRepository(repository ?? '', postMortemMessages.document(id), postmortem.edition, {
    kind: 'pull-request',
    title: `Postmortem: ${unreferring(facts.title)}`,
    body: `The post-mortem of incident ${id}. What you change in the file stays as you make it; all else follows the record.\n`,
    branch: `signalman/post-mortem-${id}`,
    path: postmortem.proposed?.path ?? filledPath(path, incident, zone),
    text,
  });
}

/**
 * What is typed as a title of a pull request stands in commit messages too, and there GitHub acts on it: `Fixes #12`
 * would close that issue once it is merged, and `@somebody` would be told.
 */
const unreferring = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('@', '@\u200b')
    .replace(/#(?=\d)|\bGH-(?=\d)|\/(?:issues|pull|discussions)\/(?=\d)/gi, '$&\u200b');
