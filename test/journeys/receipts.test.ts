/**
 * One digest to ten channels, three of which cannot take it: the other seven get theirs at once, and the release lead
 * reads which three did not and why.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalGitHub } from '../../src/sandbox/github/index.js';
import { answerOf, lead, type RunningBot, startTestBot } from '../builders/bot.js';

const healthy = Array.from({ length: 7 }, (_, at) => `C0OPEN${at + 1}`);
const broken = ['C0ARCHIVED', 'C0PRIVATE', 'C0DELETED'];
const repository = 'acme/rocket';
const config = `
repository: ${repository}
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v1.0: { milestone: v1.0 } }
roles: { release-lead: [${lead}] }
digests: { daily: { at: "16:00", days: daily, channels: [${[...broken, ...healthy].join(', ')}] } }
`;
/** A moment before the digest is due. */
const start = Date.UTC(2017, 2, 16, 15, 59, 56);

let running: RunningBot;

beforeAll(async () => {
  const begun = Date.now();
  running = await startTestBot({
    config,
    now: () => start + Date.now() - begun,
    seed,
    channels: [
      ...healthy.map((id) => ({ id, name: id.toLowerCase(), members: [lead, 'U0BOT'] })),
      { id: 'C0ARCHIVED', name: 'archived', members: [lead], isArchived: true },
      { id: 'C0PRIVATE', name: 'private', members: [lead], isPrivate: true },
    ],
  });
  await running.slack.waitFor(() => healthy.every((channel) => hasFile(channel)), {
    what: 'the report in the seven channels, to its file',
    timeoutMs: 25_000,
  });
}, 40_000);

afterAll(() => running.close());

function seed(github: LocalGitHub): void {
  const createdAt = start - 5 * 24 * 3_600_000;
  github.addRepo({ fullName: repository });
  const milestone = github.addMilestone(repository, { title: 'v1.0', createdAt });
  for (const title of ['It leaks', 'It hangs'])
    github.addIssue(repository, { title, labels: ['kind/bug'], milestone, createdAt });
}

const heads = (channel: string) =>
  running.slack.state.messages(channel).filter((one) => one.botId !== undefined);
const hasFile = (channel: string) =>
  heads(channel)[0]?.replies.some((one) => one.files !== undefined) ?? false;
const calls = () => running.slack.state.calls();

describe('a digest to ten channels of which three cannot take it', () => {
  it('stands in the other seven: one head, with its thread and its file', () => {
    for (const channel of healthy) {
      const [head, ...others] = heads(channel);
      expect(others).toEqual([]);
      expect(head?.text).toContain('v1.0');
      expect(head?.replies.filter((one) => one.files !== undefined)).toHaveLength(1);
    }
  });

  it('lets no healthy channel wait for a broken one: all heads are out before any report is complete', () => {
    const all = calls();
    const isHead = (one: (typeof all)[number]) =>
      one.method === 'chat.postMessage' && !one.args.thread_ts && healthy.includes(String(one.args.channel));
    expect(
      all
        .filter(isHead)
        .map((one) => `${one.status} ${one.args.channel}`)
        .sort(),
    ).toEqual(healthy.map((channel) => `200 ${channel}`));
    const complete = all.findIndex((one) => one.method === 'files.completeUploadExternal');
    expect(all.findLastIndex(isHead)).toBeLessThan(complete);
    // The broken ones stand first in the configuration: they were tried as soon as the others.
    const refused = broken.map((channel) => all.findIndex((one) => one.args.channel === channel));
    expect(Math.min(...refused)).toBeGreaterThan(-1);
    expect(Math.max(...refused)).toBeLessThan(complete);
  });

  it('asks each of the broken ones once, and not again', () => {
    for (const channel of broken)
      expect(calls().filter((one) => one.args.channel === channel)).toHaveLength(1);
  });

  it('is told of by /release-status schedule, with the three and why', async () => {
    const { all } = await running.ask('schedule');
    expect(all).toContain('7 of 10 delivered');
    expect(all).toContain('<#C0ARCHIVED> archived');
    for (const channel of ['C0PRIVATE', 'C0DELETED'])
      expect(all).toContain(`<#${channel}> not found, or Signalman is not invited`);
    expect(all).not.toContain('is_archived');
  });

  it('is told of to the release lead in a direct message, once', async () => {
    const { slack } = running;
    const direct = slack.direct(lead);
    await slack.waitFor(() => heads(direct).length > 0, { what: 'the receipt', timeoutMs: 30_000 });
    const [receipt, ...more] = heads(direct);
    expect(more).toEqual([]);
    const { text, all } = answerOf(receipt ?? {});
    expect(text).toMatch(/^The digest of v1\.0 for .* reached 7 of 10 channels\.$/);
    expect(all).toContain('<#C0ARCHIVED> archived');
    for (const channel of ['C0PRIVATE', 'C0DELETED'])
      expect(all).toContain(`<#${channel}> not found, or Signalman is not invited`);
  }, 40_000);
});
