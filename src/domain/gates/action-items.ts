/** Action items of past incidents: what was to be done so that it does not happen again is done before the next release. */
import type { ActionType } from '../postmortem/event.js';
import { fill, plainName, type Release } from '../release.js';
import { isoDay } from '../time.js';
import type { ActionItemsGate, Decide } from './gate.js';

/** An open action item of an incident that is over. */
export interface KnownAction {
  incident: number;
  /** Of the incident. */
  title: string;
  /** Of the incident. */
  release: string;
  /** Of the incident's head in Slack. */
  url: string | null;
  id: string;
  text: string;
  type: ActionType;
  /** By name; null: nobody */
  owner: string | null;
  /** ms, UTC */
  due: number | null;
  issue: { name: string; url: string } | null;
  /** Slack ids of whoever owns or has added it. */
  raisedBy: string[];
}

export const decideActionItems: Decide<ActionItemsGate> = (gate, release, evidence, now) => {
  const known = evidence.actionItems;
  const open = (known ?? []).filter(
    (one) => gate.types.includes(one.type) && (gate.incidents === 'all' || isBefore(one.release, release)),
  );
  const unowned = open.filter(({ owner }) => owner === null).length;
  const overdue = open.filter(({ due }) => due !== null && due < now).length;
  const whose = gate.incidents === 'all' ? 'past incidents' : 'incidents of earlier releases';
  return {
    ...{ gate: gate.id, type: gate.type, blocks: gate.blocks, items: [] },
    state: known === null ? 'unknown' : open.length > 0 ? 'no-go' : 'go',
    reason: fill(gate.reason, release),
    detail:
      known === null
        ? 'the action items have not been read'
        : [
            `${open.length} open, 0 allowed`,
            ...(unowned > 0 ? [`${unowned} without an owner`] : []),
            ...(overdue > 0 ? [`${overdue} overdue`] : []),
          ].join('; '),
    rule: `every action item (${gate.types.join(', ')}) of ${whose} is done`,
    ...{ value: known === null ? null : open.length, limit: 0 },
    evidence: open
      .flatMap(({ issue, url, incident }) =>
        issue
          ? [{ title: issue.name, url: issue.url }]
          : url === null
            ? []
            : [{ title: `incident ${incident}`, url }],
      )
      .filter(({ url }, at, all) => all.findIndex((one) => one.url === url) === at),
    observedAt: known === null ? null : now,
    actions: open.length > 0 ? gate.actions.map((action) => fill(action, release)) : [],
    ...(open.length > 0 ? { parts: open.map((one) => partOf(one, release.zone)) } : {}),
  };
};

function partOf(one: KnownAction, zone: string) {
  const { incident, id, text, owner, due, issue, url, raisedBy } = one;
  const whose = [owner ?? 'no owner', ...(due === null ? [] : [`due ${isoDay(due, zone)}`])].join(', ');
  return {
    key: `action:${incident}/${id}`,
    title: `Incident ${incident}: ${text} (${whose})`,
    url: issue?.url ?? url,
    ...(raisedBy.length === 0 ? {} : { raisedBy }),
  };
}

/** Of another release, and not of a later one where their names are versions. */
function isBefore(name: string, release: Pick<Release, 'name'>): boolean {
  const [one, other] = [plainName(name), plainName(release.name)];
  if (one === other) return false;
  const [a, b] = [versionOf(one), versionOf(other)];
  if (!a || !b) return true;
  const at = a.findIndex((part, index) => part !== (b[index] ?? 0));
  return at < 0 ? a.length <= b.length : (a[at] ?? 0) < (b[at] ?? 0);
}

const versionOf = (name: string): number[] | null =>
  /^\d{1,6}(\.\d{1,6})*$/.test(name) ? name.split('.').map(Number) : null;
