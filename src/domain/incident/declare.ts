/** What a declaration has to say, and what it becomes. */

import type { Person } from '../person.js';
import type { Release } from '../release.js';
import { day } from '../time.js';
import { dueAfter } from './cadence.js';
import type { IncidentEvent, Source } from './event.js';
import type { IncidentSettings } from './settings.js';
import { issueNamed, typed, Wrong } from './words.js';

/** As a person filled it in. */
export interface Declaration {
  title: string;
  severity: string;
  release: string;
  versions: string;
  impact: string;
  workaround: string;
  /** Said explicitly: an empty workaround is otherwise a forgotten one. */
  noWorkaround: boolean;
  issue: string;
  commander: Person | null;
  /** ms, UTC; null: as the severity says. */
  nextUpdateBy: number | null;
  source: Source | null;
  /** Whether nobody outside the private channel may hear of it. */
  embargo?: boolean;
}

export interface Context {
  settings: IncidentSettings;
  releases: readonly Release[];
  /** Where issues are looked at, e.g. `https://github.com`. */
  web: string;
  now: number;
}

/** @throws FormFault with everything that is wrong, by field */
export function declare(
  input: Declaration,
  by: Person,
  { settings, releases, web, now }: Context,
): Extract<IncidentEvent, { kind: 'declared' }> {
  const wrong = new Wrong();
  const release = releases.find((one) => one.name === input.release);
  if (!release) wrong.add('release', `There is no release "${input.release.slice(0, 60)}" here.`);
  const severity = severityNamed(wrong, input.severity, settings);
  const workaround = typed(wrong, 'workaround', input.workaround);
  if (workaround === '' && !input.noWorkaround)
    wrong.add('workaround', 'Say what people can do meanwhile, or that no workaround is known.');
  if (workaround !== '' && input.noWorkaround)
    wrong.add('workaround', 'Either there is a workaround, or none is known: remove one of the two.');
  checkDue(wrong, input.nextUpdateBy, now);
  const facts = {
    title: typed(wrong, 'title', input.title, 'Say in a few words what is broken.'),
    severity,
    release: input.release,
    versions: typed(wrong, 'versions', input.versions, 'Say which versions are affected.'),
    impact: typed(wrong, 'impact', input.impact, 'Say who is affected, and how.'),
    workaround,
    fix: 'unknown' as const,
    action: '',
    owner: '',
    issue: issueNamed(wrong, input.issue, release?.issues.repository ?? '', web),
    commander: input.commander ?? by,
    nextUpdateBy: input.nextUpdateBy,
  };
  wrong.check();
  const nextUpdateBy = input.nextUpdateBy ?? dueAfter({ facts, openedAt: now }, settings, now);
  return {
    ...{ kind: 'declared', facts: { ...facts, nextUpdateBy }, source: input.source },
    ...(input.embargo ? { embargo: true } : {}),
  };
}

export function severityNamed(wrong: Wrong, id: string, { severities }: IncidentSettings): string {
  const found = severities.find((one) => one.id === id.trim().toLowerCase());
  if (!found)
    wrong.add(
      'severity',
      `There is no severity "${id.slice(0, 40)}" here: ${severities.map((one) => one.title).join(', ')}.`,
    );
  return found?.id ?? id;
}

/** Nobody waits longer than this for an update. */
const farthest = 30 * day;

export function checkDue(wrong: Wrong, at: number | null, now: number): void {
  if (at === null) return;
  if (!(at > now)) wrong.add('nextUpdateBy', 'That is over already: promise a time in the future.');
  else if (at > now + farthest) wrong.add('nextUpdateBy', 'That is more than 30 days ahead.');
}
