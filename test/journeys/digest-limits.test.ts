/** Digests that Slack would refuse as they are: too long, too rich, or with names that would break a table. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import type { LocalGitHub } from '../../src/sandbox/github/index.js';
import { NOON_16_MARCH_2017 } from '../../src/sandbox/seed/noon-16-march-2017.js';
import { seedReportDay } from '../../src/sandbox/seed/report-day.js';
import { kubernetesConfig, type RunningBot, release, startTestBot } from '../builders/bot.js';

const hour = 3_600_000;
const noon = NOON_16_MARCH_2017.publishedAt;
const daily = `
digests: { daily: { cron: "0 * * * *", timezone: UTC, days: daily } }
`;

/** 650 issues that nobody has triaged, in groups with names that mean something to Slack. */
function untriaged(github: LocalGitHub): void {
  github.addRepo({ fullName: 'acme/rocket', createdAt: noon - 90 * 24 * hour });
  github.addMilestone('acme/rocket', { title: 'v1.0', number: 1, createdAt: noon - 90 * 24 * hour });
  const groups = ['team/a|b', 'team/`c`', 'team/<!channel>', 'team/*d*', 'team/e\u202ef', ''];
  github.addIssues(
    'acme/rocket',
    Array.from({ length: 650 }, (_, at) => {
      const group = groups[at % groups.length] ?? '';
      const when = noon - (at + 30) * hour;
      return {
        title: `Issue ${at} <!channel> <@U0LEAD> *bold* \`code\` | ~gone~ ${'long '.repeat(at % 40)}`,
        milestone: 'v1.0',
        labels: group === '' ? [] : [group],
        createdAt: when,
        updatedAt: when,
      };
    }),
  );
}

const rocket = `
repository: acme/rocket
timezone: America/Los_Angeles
groups: { noun: team, prefix: team/, names: { "a|b": "A | B" } }
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates:
  open: { at-most: 0, count: no:assignee or not no:assignee, reason: "Open issues in {milestone}" }
  triage: { type: hygiene, each-has: { a kind: kind/*, a priority: priority/* }, reason: "Untriaged issues in {milestone}" }
releases: { v1.0: {} }
channels: { release: [${release}] }
${daily}`;

describe('a digest', () => {
  let bot: RunningBot;
  afterEach(() => bot.close());

  async function post(
    config: string,
    seed: (github: LocalGitHub) => void,
    before: (bot: RunningBot) => void = () => {},
  ) {
    const clock = startClock(noon + 60_000);
    bot = await startTestBot({ config, now: clock.now, limits: 'none', seed });
    before(bot);
    clock.forwardTo(noon + hour);
    await bot.wake();
    return bot.slack.state.messages(release);
  }
  const refusals = () => bot.slack.state.calls('chat.postMessage').filter((call) => call.answer.ok === false);

  it('of 650 issues that nobody has triaged arrives whole: by name as far as a thread goes, all of it in the file', async () => {
    const [head, ...others] = await post(rocket, untriaged);
    expect(others).toEqual([]);
    expect(head?.text).toContain('650 open');
    expect(refusals()).toEqual([]);
    const replies = head?.replies ?? [];
    expect(replies.length).toBeGreaterThan(3);
    expect(replies.length).toBeLessThanOrEqual(13);
    const file = bot.slack.state.files().at(-1)?.content?.toString('utf8') ?? '';
    expect(file).toContain('): 650');
    expect(file).not.toContain('<!channel>');
    // Names from elsewhere ping nobody and break nothing.
    const said = JSON.stringify([head, replies]);
    expect(said).not.toMatch(/"type":"(user|broadcast|usergroup)"/);
    for (const text of mrkdwn([head?.blocks, replies.map((reply) => reply.blocks)]))
      expect(text).not.toMatch(/<[!@]/);
    const table = blocksOf(head).find((block) => block.type === 'table');
    expect(JSON.stringify(table)).toContain('A | B');
  });

  it.each([
    ['charts', { charts: true }],
    ['tables', { tables: true }],
    ['both', { charts: true, tables: true }],
  ])('is said in words where Slack refuses %s, and once', async (_, refuse) => {
    const [head, ...others] = await post(
      `${kubernetesConfig}${daily}`,
      (github) => void seedReportDay(github, NOON_16_MARCH_2017),
      ({ slack }) => void Object.assign(slack.refuse, refuse),
    );
    expect(others).toEqual([]);
    const types = blocksOf(head).map((block) => block.type);
    expect(types).not.toContain('data_visualization');
    expect(types).not.toContain('table');
    expect(mrkdwn(head?.blocks).join('\\n')).toMatch(/Network.*4/);
    expect(refusals()).toHaveLength(1);
    expect(head?.replies.at(-1)?.files).toHaveLength(1);
  });
});

const blocksOf = (message: { blocks?: unknown } | undefined) => (message?.blocks ?? []) as { type: string }[];

/** Every text that Slack reads as mrkdwn. */
function mrkdwn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (type === 'mrkdwn' && typeof text === 'string') return [text.replaceAll(/<!date\^[^>]*>/g, '')];
  return Object.values(value).flatMap(mrkdwn);
}
