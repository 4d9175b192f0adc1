/** The desk of the post-mortems, what its answers are made of, and the faults of whoever asks for what is not there. */
import type { Incidents } from '../../app/incident/incidents.js';
import type { PostMortemDesk, ShownPostMortem } from '../../app/ports/postmortem.js';
import { UserFault } from '../../domain/fault.js';
import type { ActionItem } from '../../domain/postmortem/postmortem.js';
import { context, type Message, section } from '../blocks/block.js';
import type { Around } from '../blocks/postmortem/shown.js';
import type { SlackDependencies } from '../dependencies.js';
import { incidentsOf } from '../incident/which.js';

export interface Desks {
  incidents: Incidents;
  desk: PostMortemDesk;
}

/** With who looks: what is under embargo is there only for some. */
export interface Looking extends Desks {
  asked: { actor: { id: string; name: string } };
}

/** @throws UserFault `no-incidents` when signalman.yml has none */
export function desksOf(deps: Pick<SlackDependencies, 'incidents' | 'postmortem'>): Desks {
  const incidents = incidentsOf(deps);
  if (deps.postmortem) return { incidents, desk: deps.postmortem };
  throw new UserFault(
    'no-postmortem',
    'Post-mortems are not set up here.',
    'Whoever runs Signalman adds `incidents:` to signalman.yml.',
  );
}

export const aroundOf = ({ settings, now }: Incidents): Around => ({
  settings: settings.postmortem,
  zone: settings.zone,
  now: now(),
});

/** @throws UserFault `no-action`: somebody has taken it out */
export function actionNamed({ incident, postmortem }: ShownPostMortem, id: string): ActionItem {
  const found = postmortem.actions.find((one) => one.id === id);
  if (found) return found;
  throw new UserFault(
    'no-action',
    'That action item is not there any more.',
    `See what is: \`/incident action ${incident.id} list\``,
  );
}

export const staleButton = () =>
  new UserFault('stale-button', 'This button is out of date.', 'Type `/incident postmortem`');

export const staleForm = () =>
  new UserFault('stale-form', 'This form is out of date.', 'Type `/incident postmortem`');

/** @param text and more: mrkdwn */
export const said = (text: string, more?: string): Message => ({
  text,
  blocks: [section(text), ...(more === undefined ? [] : [context(more)])],
});
