/** Incidents as the tests of their modals need them, and a local Slack in which people fill those in. */
import fc from 'fast-check';
import type { Facts, IncidentEvent, Recorded } from '../../../src/domain/incident/event.js';
import { fold } from '../../../src/domain/incident/fold.js';
import type { Incident } from '../../../src/domain/incident/incident.js';
import type { IncidentSettings } from '../../../src/domain/incident/settings.js';
import { longest } from '../../../src/domain/incident/words.js';
import type { Person } from '../../../src/domain/person.js';
import { hour, minute } from '../../../src/domain/time.js';
import type { LocalSlack } from '../../../src/sandbox/slack/index.js';
import type { SubmitOutcome } from '../../../src/sandbox/slack/people/modals.js';
import type { Submitted } from '../../../src/slack/modals/answers.js';
import type { Modal } from '../../../src/slack/modals/modal.js';
import { hostileText } from '../../builders/arbitraries.js';
import { nothingAfter } from '../../builders/incident.js';
import { noon } from '../../builders/issue.js';
import { type Bot, startBot } from '../../sandbox/slack/bot.js';
import { call, start } from '../../sandbox/slack/fixture.js';

export const mei: Person = { id: 'U1', name: 'mei' };
export const nora: Person = { id: 'U2', name: 'nora' };

const severity = (id: string, meaning: string): IncidentSettings['severities'][number] => ({
  ...{ id, title: id.toUpperCase(), meaning, cadence: 20 * minute, slower: null, blocks: true },
  ...{ approval: false, confirmations: ['commander', 'release-lead'] },
});

export function settings(given: Partial<IncidentSettings> = {}): IncidentSettings {
  return {
    channel: 'C1',
    discussion: null,
    announcements: [],
    severities: [severity('s1', 'Nobody can use the release'), severity('s2', 'Some cannot')],
    exitCriteria: ['The patch release is out', 'It was seen to work'],
    declare: null,
    reaction: 'round_pushpin',
    dailyAt: 600,
    zone: 'UTC',
    checkEvery: 10 * minute,
    ...nothingAfter,
    ...given,
  };
}

export const facts = (given: Partial<Facts> = {}): Facts => ({
  ...{ title: 'The installer deletes the cache', severity: 's1', release: 'v1.6', versions: 'v1.6.0' },
  ...{ impact: 'Everybody who installs anew', workaround: '', fix: 'unknown', action: '', owner: '' },
  ...{ issue: null, commander: mei, nextUpdateBy: noon + hour },
  ...given,
});

/** Declared by mei, and then what else happened to it, a minute apart. */
export function incident(
  id: number,
  given: Partial<Facts> = {},
  events: { by: Person; event: IncidentEvent }[] = [],
): Incident {
  const declared = { by: mei, event: { kind: 'declared' as const, facts: facts(given), source: null } };
  const record = [declared, ...events].map(
    (one, at): Recorded => ({ ...one, seq: at + 1, at: noon + at * minute }),
  );
  return fold(id, record);
}

export const updated = (text: string, change: Partial<Facts> = {}, by: Person = nora) => ({
  by,
  event: { kind: 'updated' as const, text, facts: change, draftedBy: null },
});

/** Whatever people may have typed into the facts, each as long as it may be. */
export const hostileFacts: fc.Arbitrary<Partial<Facts>> = fc.record({
  title: hostileText(longest.title),
  versions: hostileText(longest.versions),
  impact: hostileText(longest.impact),
  workaround: fc.oneof(fc.constant(''), hostileText(longest.workaround)),
  action: hostileText(longest.action),
  owner: hostileText(longest.owner),
  severity: fc.constantFrom('s1', 's2', 'gone'),
  fix: fc.constantFrom('unknown', 'waiting', 'in-place'),
  issue: fc.constantFrom(null, { name: 'a/b#1', url: 'https://github.com/a/b/pull/1' }),
});

/** What the bot gets back of a view that somebody filled in. */
export type Payload = Submitted & { id: string; root_view_id: string; callback_id: string };

export interface Desk {
  slack: LocalSlack;
  /** Opens it for ada. @returns its id */
  open(view: Modal): Promise<string>;
  /** Sends what is on top, and answers as told. @param values by block id */
  submit(values: object, answer?: object): Promise<{ sent: Payload; outcome: SubmitOutcome }>;
  close(): Promise<void>;
}

export async function startDesk(): Promise<Desk> {
  const bot: Bot = await startBot();
  const slack = await start({ eventsUrl: bot.url });
  return {
    slack,
    async open(view) {
      const { triggerId: trigger_id } = await slack.shortcut({ callbackId: 'go', user: 'U1' });
      const answer = await call(slack, 'views.open', { trigger_id, view });
      if (!answer.ok) throw new Error(JSON.stringify(answer));
      return answer.view.id;
    },
    async submit(values, answer = { response_action: 'clear' }) {
      bot.answers = [{ status: 200, body: JSON.stringify(answer) }];
      const viewId = slack.state.views('U1').at(-1)?.id ?? '';
      const outcome = await slack.submitView({ viewId, user: 'U1', values: { ...values } });
      return { sent: bot.received.at(-1)?.body.view, outcome };
    },
    async close() {
      await bot.close();
      await slack.close();
    },
  };
}
