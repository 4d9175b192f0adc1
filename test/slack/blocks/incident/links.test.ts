/** What is told of links and suggested duplicates: Slack takes it, whoever wrote the titles. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Item, Sight } from '../../../../src/domain/incident/github-events.js';
import { githubLines } from '../../../../src/domain/incident/github-lines.js';
import { timelineMarkdown } from '../../../../src/report/incident-timeline.js';
import {
  linkedAnswer,
  linksMessage,
  moreSuggestions,
  suggestion,
} from '../../../../src/slack/blocks/incident/links.js';
import { line } from '../../../../src/slack/blocks/incident/thread.js';
import { timelineMessage } from '../../../../src/slack/blocks/incident/timeline.js';
import type { Message } from '../../../../src/slack/blocks/parts/block.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { ann, bySignalman, declared, incident, incidentSettings } from '../../../builders/incident.js';
import { expectSlackTakesIt } from '../checks.js';

const links = { head: 'https://slack.example.com/x', discussion: null, survivor: null };
const item = (title: string): Item => ({
  ...{
    name: 'kubernetes/kubernetes#43835',
    url: 'https://github.com/kubernetes/kubernetes/pull/43835',
    title,
  },
});
const sight = (given: Partial<Sight>): Sight => ({
  ...{ what: 'opened', at: Date.UTC(2017, 2, 30), by: 'mikedanese', branch: 'master', tag: null, url: null },
  ...given,
});
const linked = (title: string, by = 'mikedanese') =>
  incident([
    declared(),
    bySignalman({ kind: 'linked', item: item(title), as: 'fix', of: null }),
    bySignalman({ kind: 'seen', item: item(title).name, sight: sight({ by }) }),
    bySignalman({ kind: 'seen', item: item(title).name, sight: sight({ what: 'reverted', by, url: title }) }),
  ]);

describe('what is told of links', () => {
  it('says alone which were linked, and what was not', () => {
    const { text } = linkedAnswer(7, 'fix', {
      items: [item('A fix')],
      troubles: ['#9 is an issue'],
      unchecked: [],
    });
    expect(text).toBe('Incident 7: kubernetes#43835 linked. #9 is an issue');
    expect(linkedAnswer(7, 'duplicate', { items: [], troubles: [], unchecked: [] }).text).toBe(
      'Incident 7: nothing new attached.',
    );
  });

  it('has a link that says where it leads', () => {
    const settings = incidentSettings({});
    const url = 'https://github.com/kubernetes/kubernetes/pull/43835';
    const seen = sight({ what: 'merged', url });
    const told = line(
      { incident: linked('A fix'), settings, links },
      { kind: 'seen', item: item('').name, sight: seen },
      null,
    );
    expect(JSON.stringify(told)).toContain('|kubernetes#43835 on GitHub>');
  });
});

describe('what people wrote on GitHub', () => {
  it('is harmless in every message', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const one = linked(text, text.slice(0, 90));
        const settings = incidentSettings({
          mirror: { comment: true, opensIn: null, labels: [], lock: false },
        });
        const shown = { incident: one, settings, links };
        const suggested = { ...item(text), why: text };
        const found = [
          suggestion(shown, suggested, 'open', null),
          suggestion(shown, suggested, 'dismissed', { id: 'U0ANN', name: text }),
          moreSuggestions(shown, [item(text), item(text)]),
          linksMessage(one),
          linkedAnswer(1, 'duplicate', { items: [item(text)], troubles: [text], unchecked: [item(text)] }),
          timelineMessage(one, 'UTC'),
          line(shown, { kind: 'linked', item: item(text), as: 'duplicate', of: null }, ann),
          line(shown, { kind: 'unlinked', item: item(text).name, reason: text }, ann),
          line(
            shown,
            { kind: 'seen', item: item(text).name, sight: sight({ what: 'reverted', url: text }) },
            null,
          ),
        ];
        for (const message of found) {
          if (!message) throw new Error('nothing is told');
          expectSlackTakesIt(message as Message);
          expect(JSON.stringify(message)).not.toMatch(/<!(?:channel|here|everyone|subteam)|<@U0EVIL/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is shortened in the timeline, and mentions nobody where that is pasted', () => {
    const one = linked(`@everyone ${'very long '.repeat(100)}`);
    for (const { text } of githubLines(one)) expect([...text].length).toBeLessThan(250);
    const markdown = timelineMarkdown(one, 'UTC');
    expect(markdown).toContain(
      'mikedanese opened [kubernetes\\#43835](https://github.com/kubernetes/kubernetes/pull/43835): @\u200beveryone',
    );
  });
});

describe('a line in the thread', () => {
  const shown = { incident: linked('drop dummy deploy'), settings: incidentSettings(), links };
  const seen = (given: Partial<Sight>) =>
    line(shown, { kind: 'seen', item: item('').name, sight: sight(given) }, null);

  it('tells what became of a fix, and not that it was opened: its link says that', () => {
    expect(seen({ what: 'opened' })).toBeNull();
    expect(seen({ what: 'merged', by: 'robot' })?.text).toBe(
      'Incident 1: kubernetes#43835 merged to master by robot',
    );
    expect(seen({ what: 'released', tag: 'v1.6.1', by: null })?.text).toBe(
      'Incident 1: v1.6.1 released: contains the fix, kubernetes#43835',
    );
  });

  it('offers to close a duplicate only where GitHub is told things', () => {
    const event = { kind: 'linked', item: item('x'), as: 'duplicate', of: null } as const;
    expect(JSON.stringify(line(shown, event, ann))).not.toContain('incident_close_duplicate');
    const mirror = { comment: true, opensIn: null, labels: [], lock: true };
    const told = line({ ...shown, settings: incidentSettings({ mirror }) }, event, ann);
    expect(JSON.stringify(told)).toContain('incident_close_duplicate');
  });
});
