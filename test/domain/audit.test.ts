/** What has become of each answer of a poll, as the audit tells it. */
import { expect, it } from '@jest/globals';
import { ofPolls } from '../../src/domain/audit/sign-off.js';
import { foldPoll, recorded } from '../../src/domain/signoff/fold.js';
import type { PollEvent, PollRecord } from '../../src/domain/signoff/poll.js';
import { day } from '../../src/domain/time.js';
import { noon } from '../builders/issue.js';
import { asking, commitA, commitB, nora } from '../builders/signoff.js';

const said = (group: string, answer: 'go' | 'no-go'): PollEvent => ({
  ...{ kind: 'answered', group, answer, reason: '', issue: null, conditions: [] },
  ...{ delegateOf: null, isLate: false },
});

function decided(...events: PollEvent[]) {
  const asked: PollEvent = {
    ...{ kind: 'asked', candidate: { name: 'v1.6.0-rc.1', tag: 'v1.6.0-rc.1', commit: commitA } },
    ...{ branch: null, head: commitA, groups: ['node', 'network'], deadline: noon + day, red: [] },
  };
  const records: PollRecord[] = [];
  for (const [at, event] of [asked, ...events].entries())
    records.push(...recorded(records, [{ by: nora, event }], noon + at));
  const poll = foldPoll(1, 'v1.6', records);
  return ofPolls([{ poll, records }], asking().groups)
    .filter(({ what }) => what.startsWith('said'))
    .map(({ now }) => now);
}

it('says of an answer that it counts, as long as somebody is asked about its candidate', () => {
  const both = [said('node', 'go'), said('network', 'no-go')];
  expect(decided(...both)).toEqual(['counts', 'counts']);
  const over = 'no longer counts, the poll ended: replaced';
  expect(decided(...both, { kind: 'ended', why: 'replaced', by: null })).toEqual([over, over]);
  const cause = { why: 'commit' as const, from: commitA, to: commitB };
  const overtaken: PollEvent[] = [
    { kind: 'voided', groups: ['node', 'network'], cause },
    { kind: 'ended', why: 'overtaken', by: null },
  ];
  expect(decided(...both, ...overtaken)).toEqual(['void', 'void']);
});
