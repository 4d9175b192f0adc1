/** A post-mortem as people look at it: what nobody wrote is filled from the record. */
import type { Recorded } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import { type Document, documentOf } from '../../domain/postmortem/document.js';
import { ownersOf } from '../../domain/postmortem/part.js';
import { missingIn } from '../../domain/postmortem/status.js';
import { requireStory } from '../../domain/postmortem/words.js';
import { loaded, unknownIncident, type Viewer } from '../incident/dependencies.js';
import type { OpenAction, ShownPostMortem } from '../ports/postmortem.js';
import { type KeptAction, leftAmong, type PostMortemDependencies } from './dependencies.js';

/** @throws UserFault `unknown-incident` | `no-post-mortem` */
export async function showPostMortem(
  deps: PostMortemDependencies,
  id: number,
  viewer: Viewer,
): Promise<ShownPostMortem> {
  const { incident } = await loaded(deps, id, viewer);
  requireStory(incident);
  const document = await gathered(deps, incident);
  const { owners, collaborators, says } = document;
  return {
    ...{ incident, postmortem: incident.postmortem, owners, collaborators, sections: says },
    missing: missingNow(document),
    markdown: deps.words.document(document),
  };
}

/** What is missing by what was gathered. */
export const missingNow = ({ incident, says, owners }: Document): string[] =>
  missingIn(
    incident,
    says,
    owners.filter(({ hasLeft }) => hasLeft),
  );

/** @throws UserFault `unknown-incident` */
export async function gathered(deps: PostMortemDependencies, incident: Incident): Promise<Document> {
  const record = await deps.store.record(incident.id);
  if (!record) throw unknownIncident(incident.id);
  return writtenFrom(deps, incident, record, await leftAmong(deps, ownersOf(incident)));
}

export const writtenFrom = (
  { settings, web }: Pick<PostMortemDependencies, 'settings' | 'web'>,
  incident: Incident,
  record: readonly Recorded[],
  left: ReadonlySet<string>,
): Document => documentOf(incident, record, { zone: settings.postmortem.zone, web, left });

/** The oldest first. Those of incidents under embargo are not among them. */
export async function openActions({
  actions,
}: Pick<PostMortemDependencies, 'actions'>): Promise<OpenAction[]> {
  return (await actions.open()).map(({ incident, title, release, url, commander, owners, action }) => ({
    incident: { id: incident, title, release, url, commander },
    action,
    answerable: answerableFor({ owners, action }),
  }));
}

/** Its owner, or the owners of the post-mortem where it has none. */
export const answerableFor = ({ owners, action }: Pick<KeptAction, 'owners' | 'action'>) =>
  action.owner ? [action.owner] : owners;
