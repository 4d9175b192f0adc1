/** Digests as people manage them: the list, what a channel is told, and what the release lead is told when it went wrong. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCron } from '../../../src/domain/cron.js';
import { type Receipt, receiptInWords, type ScheduleView } from '../../../src/domain/receipt.js';
import type { Schedule } from '../../../src/domain/schedule.js';
import { day } from '../../../src/domain/time.js';
import {
  receiptSaying,
  refusedSaying,
  scheduleMessage,
  subscribedSaying,
  unsubscribedSaying,
} from '../../../src/slack/blocks/digest/schedule.js';
import { hostileText } from '../../builders/arbitraries.js';
import { noon } from '../../builders/issue.js';
import { release } from '../../builders/release.js';
import { asMessage, expectSlackTakesIt, markupOf } from './checks.js';

const of = release({ zone: 'Europe/Berlin' });
const typed: Schedule = {
  id: 3,
  origin: 'slack',
  name: 'request-1',
  release: 'v1.6',
  channels: ['C01REL', 'C02NODE'],
  times: { cron: parseCron('0 16 * * *'), zone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5] },
  kind: 'full',
  since: 0,
  createdBy: 'U01NORA',
};
const configured: Schedule = {
  ...typed,
  id: 1,
  origin: 'config',
  name: 'daily',
  kind: 'short',
  createdBy: null,
};
const receipt: Receipt = {
  delivered: 7,
  all: 10,
  failed: [
    { destination: 'C1', reason: 'is_archived' },
    { destination: 'C2', reason: 'given up: <no> answer' },
  ],
  open: 1,
};
const list = (schedules: ScheduleView[], said: string | null = null) =>
  scheduleMessage({ release: of, schedules, said });
const linesOf = (said: { blocks: readonly object[] }) =>
  markupOf(said.blocks).flatMap((text) => text.split('\n'));

describe('a receipt in words', () => {
  it('says how many arrived, which did not and why, and how many are under way', () => {
    expect(receiptInWords(receipt)).toBe(
      '7 of 10 delivered; <#C1> archived; <#C2> given up: &lt;no&gt; answer; 1 still on its way',
    );
    expect(receiptInWords({ delivered: 1, all: 1, failed: [], open: 0 })).toBe('1 of 1 delivered');
    expect(receiptInWords({ delivered: 0, all: 3, failed: [], open: 3 })).toBe(
      '0 of 3 delivered; 3 still on their way',
    );
  });

  it('names ten of many', () => {
    const failed = Array.from({ length: 33 }, (_, at) => ({ destination: `C${at}`, reason: '' }));
    expect(receiptInWords({ delivered: 0, all: 33, failed, open: 0 })).toMatch(
      /; <#C9> failed; 23 more failed$/,
    );
  });
});

describe('the list of digests', () => {
  const last = { slot: noon - day, state: 'posted' as const, note: null, receipt };

  it('says of each what is posted where and when, what came of the last, and how to change it', () => {
    const message = list([
      { schedule: configured, next: noon, last },
      { schedule: typed, next: null, last: null },
    ]);
    expectSlackTakesIt(message);
    expect(message.text).toBe('v1.6: 2 digests.');
    expect(linesOf(message).map((line) => line.replace(/<!date[^|]*\|([^>]*)>/g, '$1'))).toEqual([
      '*1* · *v1.6* in <#C01REL>, <#C02NODE>',
      'weekdays at 16:00 Europe/Berlin · short: verdict and figures · next 16 March 2017, 13:00 GMT+1',
      `Last: 15 March 2017, 13:00 GMT+1: ${receiptInWords(receipt)}`,
      'Set in `signalman.yml` as *daily*: whoever runs Signalman changes or ends it there',
      '*3* · *v1.6* in <#C01REL>, <#C02NODE>',
      'weekdays at 16:00 Europe/Berlin · full · never comes again',
      'No report yet',
      'Begun by <@U01NORA> · `/release-status unsubscribe 3` ends it',
      expect.stringContaining('`/release-status schedule 1 again` issues the last report of digest 1 again'),
    ]);
  });

  it('says what was just done, or that there is none', () => {
    expect(list([{ schedule: typed, next: noon, last: null }], 'subscribed as number 3').text).toBe(
      'v1.6: subscribed as number 3.',
    );
    expect(list([]).text).toBe('v1.6: no digest is scheduled.');
    expect(linesOf(list([]))).toEqual([
      expect.stringContaining('`/release-status subscribe weekdays at 16:00`'),
    ]);
  });

  it('says why a moment had no report', () => {
    const view: ScheduleView = {
      schedule: typed,
      next: noon,
      last: { ...last, state: 'unchanged', note: null, receipt: null },
    };
    expect(linesOf(list([view])).join()).toContain(': not posted: nothing had changed');
  });

  it('is one that Slack takes, however many there are and whatever they are called', () => {
    fc.assert(
      fc.property(
        hostileText(),
        fc.constantFrom(1, 30, 200),
        fc.constantFrom(1, 100),
        (text, count, channels) => {
          const schedule: Schedule = {
            ...configured,
            name: text,
            release: text,
            channels: Array.from({ length: channels }, (_, at) => (at % 9 === 8 ? text : `C${at}ABCDEFGH`)),
          };
          const failed = schedule.channels.map((destination) => ({ destination, reason: text }));
          const view: ScheduleView = {
            schedule,
            next: noon,
            last: { ...last, receipt: { ...receipt, failed } },
          };
          const message = list(
            Array.from({ length: count }, () => view),
            text,
          );
          expectSlackTakesIt(message);
          expect(linesOf(message).join()).not.toMatch(/<!(?!date)|<@/);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('what is posted about a digest', () => {
  it('tells a channel who began or ended it', () => {
    const begun = subscribedSaying(of, typed, noon, 'U01NORA');
    expect(begun.text).toBe(
      'The digest of v1.6 is posted here from now on: weekdays at 16:00 Europe/Berlin.',
    );
    expect(linesOf(begun)[0]).toMatch(
      /^<@U01NORA> subscribed this channel to the digest of \*v1\.6\*: .* comes <!date/,
    );
    const ended = unsubscribedSaying(of, typed, 'U01NORA');
    expect(linesOf(ended)[0]).toBe(
      '<@U01NORA> ended the digest of *v1.6* in this channel: weekdays at 16:00 Europe/Berlin.',
    );
  });

  it('tells the release lead where it did not arrive', () => {
    const said = receiptSaying(of, noon, receipt);
    expect(said.text).toBe('The digest of v1.6 for 16 March 2017, 13:00 GMT+1 reached 7 of 10 channels.');
    expect(linesOf(said)[0]).toContain(receiptInWords(receipt));
  });

  it('tells the release lead what contradicts what, that nothing was posted, and what to do', () => {
    const contradictions = [
      'total is 36; with 29 before it would be 35',
      'group:node\nflake is 7 within 5 of kind flake',
    ];
    const said = refusedSaying({ release: of, slot: noon, contradictions });
    expect(said.text).toMatch(
      /^The digest of v1\.6 for .* was not posted: its figures contradict each other\.$/,
    );
    expect(linesOf(said)).toEqual(
      expect.arrayContaining([
        '• total is 36; with 29 before it would be 35',
        '• group:node / flake is 7 within 5 of kind flake',
        '1. Read all of GitHub again: `npx signalman sync --full`',
      ]),
    );
  });

  it('is one that Slack takes, whatever stands in it', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const named = release({ name: text });
        const failed = [{ destination: text, reason: text }];
        for (const said of [
          subscribedSaying(named, typed, null, text),
          unsubscribedSaying(named, typed, text),
          receiptSaying(named, noon, { ...receipt, failed }),
          refusedSaying({
            release: named,
            slot: noon,
            contradictions: Array.from({ length: 500 }, () => text),
          }),
        ]) {
          expectSlackTakesIt(asMessage(said));
          expect([said.text, ...linesOf(said)].join()).not.toMatch(/<!(?!date)|<@/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
