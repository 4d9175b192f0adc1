/** What went before is written down afterwards, in any order: the timeline has it by day, in whichever zone. */
import { expect, it } from '@jest/globals';
import { kubeadm, pdt, picked, pipejakob, pst, type Story } from './story.js';

interface Entry {
  text: string;
  at: number | null;
  about?: boolean;
}

/** Titles with their lines. */
type Days = [string, string[]][];

/** The clocks of California are put forward on 12 March. */
const before: Entry[] = [
  { text: '1.6.0 is released', at: pdt('03-28 09:23') },
  { text: 'The end-to-end runner changes: test-infra#1657', at: pst('02-24 06:00') },
  { text: 'The jobs are repaired, the test is still red: test-infra#2179', at: pst('03-08 13:44') },
  { text: 'The job configuration is refactored: test-infra#2192', at: pst('03-08 13:22') },
  { text: 'That configuration is pushed by hand', at: null },
  { text: '1.6.0-rc.1 is released, and not tested', at: pdt('03-24 12:06') },
  { text: 'A node without a network is NotReady: #43474', at: pdt('03-22 12:35') },
  { text: 'Networks for 1.6 are found not to work', at: pdt('03-13 12:00'), about: true },
];

export function theTimeline(story: Story): void {
  it('entries of the past are added out of order, one of them about, one without a time', async () => {
    for (const { text, at, about } of before) {
      await story.bot.form(`note 1 ${text}`, pipejakob);
      const sent = await story.bot.send(pipejakob, {
        ...(at === null ? {} : { at: picked(at) }),
        ...(about ? { approximate: ['approximate'] } : {}),
      });
      expect([text, sent.action, sent.errors]).toEqual([text, 'clear', {}]);
    }
    await story.bot.form('note 1 Of tomorrow', pipejakob);
    expect((await story.bot.send(pipejakob, { at: picked(pdt('04-06 10:00')) })).errors).toEqual({
      at: 'A timeline tells what has happened: that is in the future.',
    });
    await story.bot.settle();
  });

  it('is shown by day in PST8PDT, across the change of clocks', async () => {
    const { text, days } = await shown('timeline 1');
    expect(text).toContain('in PST8PDT');
    expectDays(days, [
      ['24 February 2017', ['06:00 The end-to-end runner changes']],
      ['8 March 2017', ['13:22 The job configuration', '13:44 The jobs are repaired']],
      ['13 March 2017', ['about 12:00 Networks for 1.6']],
      ['22 March 2017', ['12:35 A node without a network']],
      ['24 March 2017', ['12:06 1.6.0-rc.1 is released']],
      [
        '28 March 2017',
        ['09:23 1.6.0 is released', '22:40 Incident 1 declared (rev 1)', '23:45 Update (rev 2)'],
      ],
      [
        '29 March 2017',
        [
          ...['00:24 Update (rev 3)', '00:40 Update (rev 4)', '01:39 Update (rev 5)'],
          '08:30 Incident 2 merged into this one',
          ...['13:04 PR for master', '13:50 Update (rev 6)', '14:49 Update (rev 7)'],
          ...['18:29 Update (rev 8)', '18:51 Cherry-pick to release-1.6'],
        ],
      ],
      [
        '30 March 2017',
        [
          ...['16:57 ~Update (rev 9)', '17:03 Correction of rev 9 (rev 10)', '17:50 Update (rev 11)'],
          '21:57 There is a .deb',
        ],
      ],
      [
        '31 March 2017',
        [
          ...['00:26 Update (rev 12)', '00:30 Command handed over to mikedanese (rev 13)'],
          '11:34 Update (rev 14)',
        ],
      ],
      ['1 April 2017', ['10:00 Update (rev 15)']],
      [
        '3 April 2017',
        [
          ...['13:32 Update (rev 16)', '13:32 Resolved (rev 17)'],
          ...['14:10 Reopened (rev 18)', '14:32 Resolved (rev 19)'],
        ],
      ],
      ['No time yet', ['• That configuration is pushed by hand']],
    ]);
  });

  it('has other days in Kolkata', async () => {
    const { text, days } = await shown('timeline 1 Asia/Kolkata');
    expect(text).toContain('in Asia/Kolkata');
    expect(days.map(([day]) => day)).toEqual([
      ...['24 February 2017', '9 March 2017', '14 March 2017', '23 March 2017', '25 March 2017'],
      ...['28 March 2017', '29 March 2017', '30 March 2017', '31 March 2017', '1 April 2017'],
      ...['4 April 2017', 'No time yet'],
    ]);
    expectDays(
      days.filter(([day]) => !/(29|30|31) March|1 April|No time/.test(day)),
      [
        ['24 February 2017', ['19:30 The end-to-end runner changes']],
        ['9 March 2017', ['02:52 The job configuration', '03:14 The jobs are repaired']],
        // From here on an hour is less: the clocks of California went forward.
        ['14 March 2017', ['about 00:30 Networks for 1.6']],
        ['23 March 2017', ['01:05 A node without a network']],
        ['25 March 2017', ['00:36 1.6.0-rc.1 is released']],
        ['28 March 2017', ['21:53 1.6.0 is released']],
        [
          '4 April 2017',
          [
            ...['02:02 Update (rev 16)', '02:02 Resolved (rev 17)'],
            ...['02:40 Reopened (rev 18)', '03:02 Resolved (rev 19)'],
          ],
        ],
      ],
    );
    const night = days.find(([day]) => day === '29 March 2017')?.[1] ?? [];
    expect(night[0]).toMatch(/^11:10 Incident 1 declared \(rev 1\)/);
  });

  it('a message that is deleted takes its entry with it', async () => {
    const { slack } = story.bot;
    const marked = slack.state.messages(kubeadm).find((one) => one.text.includes('.deb'));
    await slack.deleteMessage({ user: marked?.user ?? '', channel: kubeadm, ts: marked?.ts ?? '' });
    for (let tries = 0; tries < 50 && JSON.stringify(await shown('timeline 1')).includes('.deb'); tries++);
    expect(JSON.stringify(await shown('timeline 1'))).not.toContain('.deb');
  });

  /** Each day with its lines as `clock words`. */
  async function shown(command: string): Promise<{ text: string; days: Days }> {
    const { all, blocks } = await story.bot.incident(command);
    const lines = blocks
      .filter(({ type }) => type === 'section')
      .flatMap(({ text }) => (text as { text: string }).text.split('\n'));
    const days: Days = [];
    for (const line of lines) {
      const [, day] = /^\*([^*]+)\*$/.exec(line) ?? [];
      if (day) days.push([day, []]);
      else days.at(-1)?.[1].push(tidy(line));
    }
    return { text: all, days };
  }
}

/** `*13:22*  The job configuration …` → `13:22 The job configuration …` */
const tidy = (line: string): string => line.replace(/^\*([^*]+)\* {2}/, '$1 ').replace(/^• {2}/, '• ');

/** Each line has to begin as it is expected to. */
function expectDays(days: Days, expected: Days): void {
  const cut = days.map(([title, lines], at) => [
    title,
    lines.map((line, row) => line.slice(0, expected[at]?.[1][row]?.length)),
  ]);
  expect(cut).toEqual(expected);
}
