/** What follows for an open poll from what has become known, and that it follows once. */
import { describe, expect, it } from '@jest/globals';
import { foldPoll, recorded } from '../../../src/domain/signoff/fold.js';
import { type Facts, followsFor, nothingKnown } from '../../../src/domain/signoff/follow.js';
import type { PollEvent, PollRecord } from '../../../src/domain/signoff/poll.js';
import type { SignOffSettings } from '../../../src/domain/signoff/settings.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import { noon } from '../../builders/issue.js';
import { commitA, commitB, nora, signOffSettings } from '../../builders/signoff.js';

const max = { id: 'U0MAX', name: 'max' };
const groups = ['node', 'network'];
const job = { job: 'k', name: 'kubeadm', url: null };
const asked = (tag: string | null = null): PollEvent => ({
  ...{ kind: 'asked', candidate: { name: 'v1', tag, commit: commitA }, branch: 'main', head: commitA },
  ...{ groups, deadline: noon + 2 * day, red: [] },
});
const answer = (group: string, answer: 'go' | 'no-go' = 'go', conditions: string[] = []): PollEvent => ({
  ...{ kind: 'answered', group, answer, reason: 'r', issue: null, delegateOf: null, isLate: false },
  conditions: conditions.map((name) => ({ name, url: `https://x.example/${name}`, wants: 'merged' })),
});
const head = (commit: string, readAt = noon + hour) => ({ commit, readAt });

class Story {
  private records: PollRecord[];
  constructor(
    private readonly settings: SignOffSettings = signOffSettings({ groups, remind: [day, 2 * hour] }),
    tag: string | null = null,
  ) {
    this.records = recorded([], [{ by: nora, event: asked(tag) }], noon);
  }

  say(at: number, ...events: PollEvent[]): this {
    const said = events.map((event) => ({ by: max, event }));
    this.records = [...this.records, ...recorded(this.records, said, at)];
    return this;
  }

  /** What follows then; it is recorded, and does not follow again. */
  at(now: number, facts: Partial<Facts>): PollEvent[] {
    const known = { ...nothingKnown, isQuiet: false, ...facts };
    const of = () => followsFor({ id: 7, release: 'v1.6', records: this.records }, this.settings, known, now);
    const events = of();
    this.say(now, ...events);
    expect(of()).toEqual([]);
    return events;
  }

  states(): (string | undefined)[] {
    return foldPoll(7, 'v1.6', this.records).groups.map(({ state }) => state);
  }
}

describe('a new commit', () => {
  it('makes every answer void and ends the poll, once', () => {
    const story = new Story().say(noon + minute, answer('node'), answer('network', 'no-go'));
    const events = story.at(noon + hour, { head: head(commitB) });
    expect(events).toEqual([
      { kind: 'voided', groups, cause: { why: 'commit', from: commitA, to: commitB } },
      { kind: 'ended', why: 'overtaken', by: null },
    ]);
    expect(story.states()).toEqual(['void', 'void']);
  });

  it('that is what a GO waited for, and nothing else, leaves that GO as it is', () => {
    const came = (...names: string[]) => new Set(names);
    const statesWith = (of: Set<string> | null, ...conditions: string[]) => {
      const story = new Story().say(noon + minute, answer('node', 'go', conditions), answer('network'));
      story.at(noon + hour, { head: head(commitB), came: of });
      return story.states();
    };
    expect(statesWith(came('a/b#1'), 'A/B#1')).toEqual(['conditional', 'void']);
    expect(statesWith(came('a/b#1', 'a/b#2'), 'a/b#1', 'a/b#2')).toEqual(['conditional', 'void']);
    expect(statesWith(came('a/b#1', 'a/b#2'), 'a/b#1')).toEqual(['void', 'void']);
    expect(statesWith(came('a/b#1'), 'a/b#1', 'a/b#2')).toEqual(['void', 'void']);
    expect(statesWith(came('a/b#1'))).toEqual(['void', 'void']);
    expect(statesWith(null, 'a/b#1')).toEqual(['void', 'void']);
  });

  it('is none that was read before anybody was asked', () => {
    expect(new Story().at(noon + hour, { head: head(commitB, noon - 1) })).toEqual([]);
  });

  it('is none that was read at a moment still to come: by a clock that was ahead', () => {
    const early = head(commitB, noon + 2 * hour);
    expect(new Story(undefined, 'v1.6.0-rc.1').at(noon + hour, { head: early, tag: early })).toEqual([]);
    expect(new Story().at(noon + 2 * hour, { head: early })).toHaveLength(2);
  });

  it('changes nothing where it does not matter, nor where it could not be read', () => {
    const settings = signOffSettings({ groups, voidOn: { commit: false, job: true } });
    expect(new Story(settings).at(noon + hour, { head: head(commitB) })).toEqual([]);
    expect(new Story().at(noon + hour, { head: { commit: null, readAt: noon + hour } })).toEqual([]);
  });
});

describe('a tag', () => {
  it.each([
    ['that moved', commitB],
    ['that is gone', null],
  ])('%s ends the poll, whatever else is configured', (_, commit) => {
    const settings = signOffSettings({ groups, voidOn: { commit: false, job: false } });
    const story = new Story(settings, 'v1.6.0-rc.1').say(noon + minute, answer('node'));
    expect(story.at(noon + hour, { tag: { commit, readAt: noon + hour } })).toEqual([
      { kind: 'voided', groups: ['node'], cause: { why: 'tag', from: commitA, to: commit } },
      { kind: 'ended', why: 'overtaken', by: null },
    ]);
  });
});

describe('a blocking job', () => {
  const red = [{ ...job, isRed: true }];
  const green = [{ ...job, isRed: false }];

  it('that turns red makes what was said before void, and again when it does so again', () => {
    const story = new Story().say(noon + minute, answer('node'));
    expect(story.at(noon + hour, { jobs: red })).toMatchObject([
      { kind: 'job', isRed: true },
      { kind: 'voided', groups: ['node'], cause: { why: 'job', job: 'k', name: 'kubeadm' } },
    ]);
    // Whoever says GO although it is red has seen it.
    story.say(noon + 2 * hour, answer('node'));
    expect(story.at(noon + 2 * hour, { jobs: red })).toEqual([]);
    expect(story.at(noon + 3 * hour, { jobs: green })).toMatchObject([{ kind: 'job', isRed: false }]);
    expect(story.states()[0]).toBe('go');
    expect(story.at(noon + 4 * hour, { jobs: red })).toHaveLength(2);
    expect(story.states()[0]).toBe('void');
  });

  it('takes no NO GO back', () => {
    const story = new Story().say(noon + minute, answer('node', 'no-go'));
    story.at(noon + hour, { jobs: red });
    expect(story.states()[0]).toBe('no-go');
  });

  it('changes nothing where it does not matter', () => {
    const settings = signOffSettings({ groups, voidOn: { commit: true, job: false } });
    expect(new Story(settings).say(noon + 1, answer('node')).at(noon + hour, { jobs: red })).toEqual([]);
  });
});

describe('conditions', () => {
  it('resolve for every group that has them, and only while they are open', () => {
    const story = new Story().say(
      noon + 1,
      answer('node', 'go', ['a#1']),
      answer('network', 'go', ['a#1', 'a#2']),
    );
    const met = new Map([['a#1', { state: 'met' as const, why: 'it was merged' }]]);
    expect(story.at(noon + hour, { conditions: met })).toMatchObject([
      { group: 'node' },
      { group: 'network' },
    ]);
    expect(story.states()).toEqual(['go', 'conditional']);
    const failed = new Map([['a#2', { state: 'failed' as const, why: 'it was closed' }]]);
    story.at(noon + 2 * hour, { conditions: failed });
    expect(story.states()).toEqual(['go', 'no-go']);
  });
});

describe('reminders', () => {
  it('come once for each time, to those who have not answered', () => {
    const story = new Story().say(noon + minute, answer('node'));
    expect(story.at(noon + day - 1, {})).toEqual([]);
    expect(story.at(noon + day, {})).toEqual([{ kind: 'reminded', groups: ['network'] }]);
    expect(story.at(noon + 2 * day - 2 * hour, {})).toEqual([{ kind: 'reminded', groups: ['network'] }]);
  });

  it('of several that are due at once come as one', () => {
    expect(new Story().at(noon + 2 * day - hour, {})).toEqual([{ kind: 'reminded', groups }]);
  });

  it('wait for the end of the quiet time, and are worth nothing after the deadline', () => {
    const story = new Story();
    expect(story.at(noon + day, { isQuiet: true })).toEqual([]);
    expect(story.at(noon + day + 8 * hour, {})).toEqual([{ kind: 'reminded', groups }]);
    const other = new Story();
    expect(other.at(noon + 2 * day, { isQuiet: false })).toEqual([{ kind: 'overdue', groups }]);
  });

  it('of a moment before they were asked, or the deadline was moved, do not come', () => {
    const settings = signOffSettings({ groups, remind: [3 * day, hour] });
    expect(new Story(settings).at(noon + minute, {})).toEqual([]);
    const story = new Story().say(noon + 2 * day - hour, {
      kind: 'extended',
      deadline: noon + 2 * day + hour,
    });
    expect(story.at(noon + 2 * day - hour + 1, {})).toEqual([]);
  });

  it('go to whoever has to answer again, too', () => {
    const story = new Story().say(noon + 1, answer('node'), answer('network'));
    story.at(noon + 2, { jobs: [{ ...job, isRed: true }] });
    expect(story.at(noon + day, {})).toEqual([{ kind: 'reminded', groups }]);
  });
});

describe('the deadline', () => {
  it('passes once, and once more when it was moved', () => {
    const story = new Story().say(noon + 1, answer('node'));
    expect(story.at(noon + 2 * day, {})).toEqual([{ kind: 'overdue', groups: ['network'] }]);
    story.say(noon + 2 * day + 1, { kind: 'extended', deadline: noon + 3 * day });
    expect(story.at(noon + 2 * day + 2, {})).toEqual([]);
    expect(story.at(noon + 3 * day, {})).toEqual([{ kind: 'overdue', groups: ['network'] }]);
  });

  it('is not told as a missing answer of whoever said NO GO', () => {
    const no = answer('node', 'no-go');
    const story = new Story().say(noon + 1, no);
    expect(story.at(noon + 2 * day, {})).toEqual([{ kind: 'overdue', groups: ['network'] }]);
    expect(new Story().say(noon + 1, no, answer('network')).at(noon + 3 * day, {})).toEqual([]);
  });

  it('is not worth a word when everybody said GO', () => {
    expect(new Story().say(noon + 1, answer('node'), answer('network')).at(noon + 3 * day, {})).toEqual([]);
  });
});

it('nothing follows for a poll that is over', () => {
  const story = new Story().say(noon + 1, { kind: 'ended', why: 'closed', by: null });
  expect(story.at(noon + 5 * day, { head: head(commitB), jobs: [{ ...job, isRed: true }] })).toEqual([]);
});
