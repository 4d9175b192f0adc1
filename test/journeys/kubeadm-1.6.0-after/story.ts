/** kubeadm 1.6.0 with GitHub beside Slack: the repositories as they were in March 2017, and people who go on with them. */
import { minute } from '../../../src/domain/time.js';
import type { LocalGitHub } from '../../../src/sandbox/github/index.js';
import { deputy } from '../../builders/bot.js';
import {
  type IncidentBot,
  incidents,
  commander as pipejakob,
  comms as roberthbailey,
  startIncidentBot,
} from '../../builders/incident-bot.js';
import { pressInForm, topOf } from '../../builders/incident-hands.js';
import { waitFor } from '../../builders/wait.js';

export { pipejakob, roberthbailey };
export const kubernetes = 'kubernetes/kubernetes';
export const kubeadm = 'kubernetes/kubeadm';
export const community = 'kubernetes/community';

/** A moment of 2017 while clocks in California are put forward: `03-28 22:40` → ms, UTC */
export const pdt = (wall: string): number => Date.parse(`2017-${wall.replace(' ', 'T')}-07:00`);

const criteria = [
  'The fix is released, or a workaround is published',
  'A user who was affected has confirmed it',
  'Tests that would have caught it are green',
];

export class After {
  private running: IncidentBot | undefined;
  private clock = pdt('03-28 22:40');

  get bot(): IncidentBot {
    if (!this.running) throw new Error('the story has not begun');
    return this.running;
  }

  get github(): LocalGitHub {
    return this.bot.github;
  }

  async begin(): Promise<void> {
    this.running = await startIncidentBot({
      now: () => this.clock,
      users: [
        { id: pipejakob, name: 'pipejakob', realName: 'Jacob Beacham' },
        { id: roberthbailey, name: 'roberthbailey', realName: 'Robert Bailey' },
      ],
      releases:
        '{ v1.6: { milestone: v1.6, branch: release-1.6 }, v1.7: { milestone: v1.7, branch: master } }',
      more: `  github: { mirror: true }
  fix: { every: 1m }
  post-mortem:
    { repository: ${community}, path: "post-mortems/{date}-{id}.md", actions-in: ${kubeadm}, timezone: PST8PDT }
`,
      seed,
    });
  }

  async end(): Promise<void> {
    await this.running?.close();
  }

  /** The clock stands there; nothing is looked at yet. */
  passTo(wall: string): void {
    const moment = pdt(wall);
    if (moment < this.clock) throw new Error('time does not run backwards');
    this.clock = moment;
  }

  /** Some minutes later everything that is due has been looked at, told and written. */
  async settle(): Promise<void> {
    this.clock += 2 * minute;
    await this.bot.settle();
  }

  /** Messages of Signalman in the incident channel, threads included. */
  said(part: string) {
    return this.bot.slack.state
      .everything(incidents)
      .filter(
        ({ user, subtype, text }) => user === 'U0BOT' && subtype !== 'tombstone' && text.includes(part),
      );
  }

  /** The commander approves what Signalman proposes. */
  async approve(part: string): Promise<void> {
    const draft = this.said(part).at(-1);
    if (!draft) throw new Error(`nobody proposes ${part}`);
    await this.bot.press(pipejakob, 'incident_approve', { messageTs: draft.ts });
    await this.bot.settle();
  }

  async until(what: string, isSo: () => boolean): Promise<void> {
    await waitFor(isSo, () => what);
    await this.settle();
  }

  async allClear(): Promise<void> {
    await this.bot.form('resolve 1', pipejakob);
    await this.bot.send(pipejakob, { criteria });
    for (const [at, user] of [pipejakob, deputy].entries()) {
      await this.bot.form('resolve 1', user);
      await pressInForm(this.bot, user, 'incident_confirm');
      await this.until(`the confirmation of ${user}`, () => this.said('confirmed the all-clear').length > at);
    }
    await this.bot.form('resolve 1', pipejakob);
    const sent = await this.bot.send(pipejakob, {
      text: 'kubeadm 1.6.1 waits for the master to register only.',
      lingering: 'Whoever has 1.6.0 has to upgrade kubeadm before init.',
    });
    if (sent.action !== 'clear') throw new Error(`it is not over: ${topOf(this.bot, pipejakob)}`);
    await this.settle();
  }

  comments(repository: string, number: number): string[] {
    return this.github.issue(repository, number).comments.map(({ body }) => body);
  }

  /** The files of that name that were posted, the last one last. */
  posted(name: string): string[] {
    return this.bot.slack.state
      .files()
      .filter((file) => file.name === name)
      .map(({ content }) => String(content ?? ''));
  }
}

function seed(github: LocalGitHub): void {
  for (const fullName of [kubernetes, kubeadm, community])
    github.addRepo({ fullName, createdAt: pdt('03-01 12:00'), defaultBranch: 'master' });
  for (const title of ['v1.6', 'v1.7']) github.addMilestone(kubernetes, { title });
  github.addCommit(community, { message: 'begin', branch: 'master', at: pdt('03-01 12:00') });
  const base = github.addCommit(kubernetes, { message: 'v1.6.0', branch: 'master', at: pdt('03-28 09:00') });
  const begin = { message: 'begin', branch: 'release-1.6', parents: [base], at: pdt('03-28 09:00') };
  github.addCommit(kubernetes, begin);
  github.addTag(kubernetes, 'v1.6.0', base);
  github.addIssue(kubeadm, {
    ...{ number: 212, author: { login: 'jimmycuadra' }, createdAt: pdt('03-28 22:40') },
    title: 'kubeadm 1.6.0 (only 1.6.0!!) is broken due to unconfigured CNI making kubelet NotReady',
  });
}
