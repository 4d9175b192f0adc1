/** Ending an embargo: everything that everybody will read is worded for them, and nothing that was written for few goes along unseen. */
import { UserFault } from '../fault.js';
import { dueAfter } from './cadence.js';
import type { Context } from './declare.js';
import type { FactsChange, IncidentEvent } from './event.js';
import { type Incident, isOpen, latest } from './incident.js';
import type { IncidentSettings } from './settings.js';
import { StaleFault } from './update.js';
import { issueNamed, typed, Wrong } from './words.js';

/** What everybody will read: all of it is asked for, so that nothing that was written for few is sent unseen. */
export interface Lift {
  /** The revision that the person had before their eyes. */
  base: number;
  text: string;
  title: string;
  versions: string;
  impact: string;
  workaround: string;
  /** Said explicitly: an empty workaround is otherwise a forgotten one. */
  noWorkaround: boolean;
  action: string;
  owner: string;
  issue: string;
  /** Of what has ended: what still lingers. */
  lingering: string;
  /** Whether entries of the timeline, links and what was written for the post-mortem before are shown too. */
  keeps: boolean;
}

/** @throws UserFault `no-embargo` */
export function requireEmbargo({ id, isEmbargoed, mergedInto, state }: Incident): void {
  if (!isEmbargoed)
    throw new UserFault(
      'no-embargo',
      `Incident ${id} is not under embargo.`,
      'There is nothing to lift: everybody can be told already.',
    );
  if (mergedInto)
    throw new UserFault(
      'no-embargo',
      `Incident ${id} goes on as incident ${mergedInto.id}.`,
      `Lift the embargo of that one: \`/incident lift ${mergedInto.id}\``,
    );
  if (state === 'retracted')
    throw new UserFault(
      'no-embargo',
      `Incident ${id} was retracted: there is nothing to announce.`,
      'Leave it as it is, or declare a new incident.',
    );
}

/** @throws FormFault, StaleFault, or UserFault `no-embargo` */
export function lift(
  incident: Incident,
  input: Lift,
  { settings, releases, web, now }: Context,
): Extract<IncidentEvent, { kind: 'lifted' }> {
  requireEmbargo(incident);
  if (input.base !== latest(incident).number) throw new StaleFault(incident);
  const wrong = new Wrong();
  const workaround = typed(wrong, 'workaround', input.workaround);
  if (workaround === '' && !input.noWorkaround)
    wrong.add('workaround', 'Say what people can do meanwhile, or that no workaround is known.');
  if (workaround !== '' && input.noWorkaround)
    wrong.add('workaround', 'Either there is a workaround, or none is known: remove one of the two.');
  const release = releases.find((one) => one.name === incident.facts.release);
  const facts: FactsChange = {
    title: typed(wrong, 'title', input.title, 'Say in a few words what is broken.'),
    versions: typed(wrong, 'versions', input.versions, 'Say which versions are affected.'),
    impact: typed(wrong, 'impact', input.impact, 'Say who is affected, and how.'),
    workaround,
    action: typed(wrong, 'action', input.action),
    owner: typed(wrong, 'owner', input.owner),
    issue: issueNamed(wrong, input.issue, release?.issues.repository ?? '', web),
  };
  const text = typed(wrong, 'text', input.text, 'Say what everybody should know now.');
  const lingering = typed(wrong, 'lingering', input.lingering);
  wrong.check();
  return {
    kind: 'lifted',
    text,
    facts: { ...facts, ...promise(incident, settings, now) },
    ...(input.keeps ? { keeps: true } : {}),
    ...(isOpen(incident) || lingering === '' ? {} : { lingering }),
  };
}

/** Whoever hears of it now counts from now. */
function promise(incident: Incident, settings: IncidentSettings, now: number): FactsChange {
  return isOpen(incident) ? { nextUpdateBy: dueAfter(incident, settings, now) } : {};
}
