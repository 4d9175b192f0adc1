/** An action item as an issue at GitHub: what is to be done, why, and where that was decided. */
import type { Incident } from '../domain/incident/incident.js';
import type { ActionItem } from '../domain/postmortem/postmortem.js';
import { isoDay } from '../domain/time.js';
import { webAddress } from './escape.js';
import { linkedLine, plainLine, tidyLine } from './linked.js';

const why: Record<ActionItem['type'], string> = {
  detect: 'so that the next one is noticed sooner',
  prevent: 'so that it does not happen again',
  mitigate: 'so that it hurts less when it does',
};

/** GitHub takes no longer titles. */
const longestTitle = 256;

export interface ActionWords {
  incident: Incident;
  action: ActionItem;
  /** Of the head in Slack; null: it is not known. */
  thread: string | null;
  web: string;
  /** IANA, for the day until which it is to be done. */
  zone: string;
  /** Why nobody is assigned though it has an owner; null: somebody is, or it has none. */
  unassigned: string | null;
}

/** Nobody is mentioned in it: who is assigned hears of it by that. */
export function actionIssue(words: ActionWords): { title: string; body: string } {
  const { incident, action, thread, web, zone, unassigned } = words;
  const { facts, id, postmortem } = incident;
  const linking = {
    known: new Map(facts.issue ? [[facts.issue.name.toLowerCase(), facts.issue.url]] : []),
    web,
  };
  const address = thread === null ? null : webAddress(thread);
  const pull = postmortem.pull && webAddress(postmortem.pull.url);
  const name = `incident ${id}`;
  const story = [
    `An action item of ${address ? `[${name}](${address})` : name}, ${linkedLine(facts.title, linking)}`,
    facts.issue ? ` (${linkedLine(facts.issue.name, linking)})` : '',
    `: ${action.type}, ${why[action.type]}.`,
  ].join('');
  return {
    title: issueTitle(action.text),
    body: [
      linkedLine(action.text, linking),
      story,
      ...(pull ? [`Post-mortem: [${plainLine(postmortem.pull?.name ?? '')}](${pull})`] : []),
      ...(action.owner
        ? [`Owner: ${plainLine(action.owner.name)}${unassigned ? ` (${plainLine(unassigned)})` : ''}`]
        : []),
      ...(action.due === null ? [] : [`Due: ${isoDay(action.due, zone)}`]),
    ]
      .map(unreferring)
      .join('\n\n')
      .concat('\n'),
  };
}

/**
 * GitHub makes a reference of `#12` and `GH-12`, escaped or not, and says so at what it names: somebody else's issue,
 * in a repository that the writer may not have thought of. What is a link stays one.
 */
export const unreferring = (text: string): string =>
  text.replace(/\\#(?=\d)(?![^\][]*\]\()|\bGH-(?=\d)/gi, '$&\u200b');

export const issueTitle = (text: string): string =>
  [...tidyLine(text).replaceAll('@', '@\u200b')].slice(0, longestTitle).join('');
