/** What people can do from a message of an incident: its buttons, each with the incident's number. */
import type { Incident } from '../../../domain/incident/incident.js';
import type { IncidentSettings } from '../../../domain/incident/settings.js';
import { type Block, type Button, buttons } from '../parts/block.js';
import { postmortemAction } from '../postmortem/names.js';

export const incidentButton = {
  update: 'incident_update',
  follow: 'incident_follow',
  discuss: 'incident_discuss',
  timeline: 'incident_timeline',
  outside: 'incident_outside',
  lift: 'incident_lift',
  more: 'incident_more',
  reopen: 'incident_reopen',
  approve: 'incident_approve',
  adopt: 'incident_adopt',
  refuse: 'incident_refuse',
  links: 'incident_links',
  attach: 'incident_attach',
  dismiss: 'incident_dismiss',
  closeDuplicate: 'incident_close_duplicate',
} as const;

/** Slack takes five at most in such a menu. */
const more = {
  resolve: 'Exit criteria and all-clear…',
  correct: 'Correct an update…',
  'hand-over': 'Hand over command…',
  merge: 'Merge into another incident…',
  retract: 'Retract: not an incident…',
};
export type MoreDeed = keyof typeof more;

/** The buttons of an open incident, at its head. */
export function openButtons(
  { id, isEmbargoed }: Incident,
  { fix, mirror }: Pick<IncidentSettings, 'fix' | 'mirror'>,
): Block {
  const value = String(id);
  const update = { text: 'Update', action: incidentButton.update, value, primary: true };
  const discuss = { text: 'Discuss', action: incidentButton.discuss, value };
  const timeline = { text: 'Timeline', action: incidentButton.timeline, value };
  const deeds = ['resolve', 'correct', 'hand-over', 'merge', 'retract'] as const;
  // Nothing of it leaves its channel: nobody can follow it elsewhere, and there is no text for outside.
  if (isEmbargoed) return withMore(id, [update, liftButton(id), discuss, timeline], deeds);
  return withMore(
    id,
    [
      update,
      { text: 'Follow', action: incidentButton.follow, value },
      discuss,
      timeline,
      { text: 'Text for outside', action: incidentButton.outside, value },
      ...(fix || mirror ? [{ text: 'Link a fix…', action: incidentButton.links, value }] : []),
    ],
    deeds,
  );
}

/** Of one that is resolved: an all-clear that was too early, or wrong, can be mended. */
const liftButton = (id: number): Button => ({
  text: 'Lift the embargo…',
  action: incidentButton.lift,
  value: String(id),
});

export function resolvedButtons({ id, isEmbargoed }: Incident): Block {
  const value = String(id);
  return withMore(
    id,
    [
      ...(isEmbargoed ? [liftButton(id)] : []),
      { text: 'Reopen', action: incidentButton.reopen, value },
      { text: 'Timeline', action: incidentButton.timeline, value },
      { text: 'Post-mortem', action: postmortemAction.show, value },
    ],
    ['correct'],
  );
}

export const oneButton = ({ id }: Incident, action: 'follow' | 'timeline' | 'update', text: string): Block =>
  buttons([
    {
      text,
      action: incidentButton[action],
      value: String(id),
      ...(action === 'update' ? { primary: true } : {}),
    },
  ]);

function withMore(id: number, list: Button[], deeds: readonly MoreDeed[]): Block {
  const row = buttons(list);
  const menu = {
    type: 'overflow',
    action_id: incidentButton.more,
    options: deeds.map((deed) => ({
      text: { type: 'plain_text', text: more[deed] },
      value: `${deed}:${id}`,
    })),
  };
  return { ...row, elements: [...(row.elements as object[]), menu] };
}
