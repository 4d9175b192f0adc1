/** A note that lacks: somebody is reminded at night, writes it in Slack, and the pull request is told once. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { hour, minute } from '../../src/domain/time.js';
import { kubernetesConfig, member, type RunningBot, startTestBot } from '../builders/bot.js';

const repository = 'kubernetes/kubernetes';
/** A Tuesday, 08:00 UTC. */
const eight = Date.UTC(2017, 5, 6, 8);

describe('a release note that lacks', () => {
  let bot: RunningBot;
  afterEach(() => bot.close());

  it('is asked for at night, written in Slack, and told to its pull request', async () => {
    let now = eight;
    bot = await startTestBot({
      config: `${kubernetesConfig}
notes:
  write: description
  people: { jane: ${member} }
  nag: { at: "09:00", days: daily, timezone: UTC }
`,
      now: () => now,
      seed(github) {
        github.addRepo({ fullName: repository });
        github.addMilestone(repository, { title: 'v1.6' });
        github.addIssue(repository, {
          ...{ number: 7, title: 'Wait for the node', author: { login: 'jane' }, milestone: 'v1.6' },
          ...{ body: 'Why\r\n\r\n```release-note\r\n\r\n```\r\n', createdAt: eight - hour },
          pullRequest: { head: 'wait', base: 'master' },
        });
        github.mergePull(repository, 7, { at: eight - hour });
      },
    });
    now = eight + hour + minute;
    const { slack, github } = bot;
    await bot.wake();
    const told = () =>
      slack.state
        .everything(slack.direct(member))
        .filter(({ text }) => text.startsWith('Release notes of v1.6'));
    expect(told().map(({ text }) => text)).toEqual([
      'Release notes of v1.6: 1 thing of yours is still missing.',
    ]);

    const messageTs = told()[0]?.ts ?? '';
    await slack.click({ user: member, channel: slack.direct(member), messageTs, actionId: 'notes_write' });
    const form = await slack.waitFor(() => slack.state.views(member).find(({ blocks }) => blocks.length > 2));
    await slack.submitView({
      ...{ user: member, viewId: form.id },
      values: { kind: 'note', text: 'kubeadm waits for the node.' },
    });
    await bot.wake();
    expect(github.issue(repository, 7).body).toBe(
      'Why\r\n\r\n```release-note\r\nkubeadm waits for the node.\r\n```\r\n',
    );
    expect(github.issue(repository, 7).comments).toEqual([]);

    now += 24 * hour;
    await bot.wake();
    expect(told()).toHaveLength(1);
  });
});
