/** The fix of an incident, from the first pull request to the tag that contains it, as GitHub tells it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { minute } from '../../src/domain/time.js';
import {
  commander,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';

const kubernetes = 'kubernetes/kubernetes';
const kubeadm = 'kubernetes/kubeadm';

/** `03-28 22:40` of 2017 in Seattle, in ms. */
const pdt = (wall: string): number => Date.parse(`2017-${wall.replace(' ', 'T')}-07:00`);

describe('the fix of kubeadm 1.6.0', () => {
  let now = pdt('03-29 12:30');
  let bot: IncidentBot;
  const hostile = "don't wait for first kubelet to be ready <!channel> *x*";
  const thread = () =>
    bot.slack.state
      .everything(incidents)
      .filter((one) => one.user === 'U0BOT' && one.subtype !== 'tombstone')
      .map((one) => ({ text: one.text, ts: one.ts, all: `${one.text} ${JSON.stringify(one.blocks)}` }));
  const says = (wanted: string) => thread().filter(({ text }) => text.includes(wanted));
  const fixSays = () => JSON.stringify(bot.head(1).blocks);

  /** What is due is looked at, at this moment. */
  async function look(at: string): Promise<void> {
    now = Math.max(now + 2 * minute, pdt(at));
    await bot.settle();
  }

  /** The commander approves the newest proposal. */
  async function approve(wanted: string): Promise<void> {
    const draft = says(wanted).at(-1);
    if (!draft)
      throw new Error(`nobody proposes ${wanted}: ${JSON.stringify(thread().map((one) => one.text))}`);
    await bot.press(commander, 'incident_approve', { messageTs: draft.ts });
    await bot.settle();
  }

  beforeAll(async () => {
    bot = await startIncidentBot({
      now: () => now,
      announced: 1,
      releases: '{ v1.6: { milestone: v1.6, branch: release-1.6 } }',
      more: `  fix: { every: 1m, duplicates-in: [${kubeadm}] }`,
      seed(github) {
        for (const fullName of [kubernetes, kubeadm])
          github.addRepo({ fullName, createdAt: pdt('03-20 12:00') });
        github.addMilestone(kubernetes, { title: 'v1.6' });
        const base = github.addCommit(kubernetes, { message: 'v1.6.0', at: pdt('03-28 09:00') });
        github.addCommit(kubernetes, {
          message: 'begin',
          branch: 'release-1.6',
          parents: [base],
          at: pdt('03-28 09:00'),
        });
        github.addTag(kubernetes, 'v1.6.0', base);
        github.addIssue(kubeadm, {
          number: 212,
          title: 'kubeadm 1.6.0 (only 1.6.0!!) is broken due to unconfigured CNI making kubelet NotReady',
          author: { login: 'jimmycuadra' },
          createdAt: pdt('03-28 22:40'),
        });
      },
    });
    await bot.declare();
    await bot.settle();
  }, 30_000);
  afterAll(() => bot.close());

  it('the timeline begins with whoever reported it, before it was declared', async () => {
    await look('03-29 12:40');
    const { all } = await bot.incident('timeline 1');
    expect(all).toContain('*22:40*');
    expect(all).toMatch(/jimmycuadra reported .*kubeadm#212.*: kubeadm 1\.6\.0 \(only 1\.6\.0!!\)/);
  });

  it('what reports the same is suggested once, and attached with a button', async () => {
    now = pdt('03-29 12:50');
    bot.github.addIssue(kubernetes, {
      number: 43815,
      title: 'kubeadm 1.6 is broken due to unconfigured CNI making kubelet NotReady',
      body: 'It hangs with 1.6.0.',
      author: { login: 'jbeda' },
    });
    bot.github.addIssue(kubernetes, { number: 43816, title: 'Federation tests are slow', body: 'On 1.6.0.' });
    await look('03-29 12:52');
    await look('03-29 12:55');
    const [suggested, ...more] = says('may report the same');
    expect(more).toEqual([]);
    expect(suggested?.text).toContain('kubernetes#43815 may report the same');
    await bot.press(stranger, 'incident_attach', { messageTs: suggested?.ts ?? '' });
    await bot.slack.waitFor(() => bot.told(stranger).includes('Only the commander of incident 1'), {
      what: 'a refusal',
    });
    await bot.press(commander, 'incident_attach', { messageTs: suggested?.ts ?? '' });
    await bot.settle();
    expect(says('kubernetes#43815 is attached as a duplicate')).toHaveLength(1);
    expect(says('may report the same')).toEqual([]);
    await look('03-29 13:00');
    expect((await bot.incident('timeline 1')).all).toMatch(/jbeda reported it too, in .*kubernetes#43815/);
  });

  it('a pull request is linked by somebody with a role, and becomes a line and a proposal', async () => {
    now = pdt('03-29 13:04');
    bot.github.addIssue(kubernetes, {
      number: 43824,
      title: 'Tolerate node network not being ready',
      author: { login: 'kensimon' },
      pullRequest: { base: 'master', head: 'tolerate' },
    });
    now = pdt('03-29 13:10');
    expect((await bot.incident('link 1 #43824', stranger)).all).toContain('Only the commander');
    expect((await bot.incident('link 1 #43824')).all).toContain('linked to incident 1');
    expect((await bot.incident('link 1 #43824')).all).toContain('linked already');
    await look('03-29 13:12');
    expect(says('Fix in progress: kubernetes#43824')).toHaveLength(1);
    await approve('Fix in progress');
    expect(fixSays()).toContain('Fix proposed');
    const { all } = await bot.incident('timeline 1');
    expect(all).toMatch(
      /\*13:04\*.*kensimon opened .*kubernetes#43824.*: Tolerate node network not being ready/,
    );
  });

  it('another one too, whatever its title tries', async () => {
    now = pdt('03-29 18:29');
    bot.github.addIssue(kubernetes, {
      number: 43835,
      title: hostile,
      author: { login: 'mikedanese' },
      pullRequest: { base: 'master', head: 'drop-dummy' },
    });
    await bot.incident(`link https://github.com/${kubernetes}/pull/43835`);
    await look('03-29 18:35');
    expect(
      thread()
        .map(({ all }) => all)
        .join('\n'),
    ).not.toContain('<!channel>');
    // The state says already that one is open.
    expect(says('Fix in progress: kubernetes#43835')).toEqual([]);
  });

  it('the form does the same, and says beside the field what cannot be', async () => {
    await bot.form('link 1');
    const wrong = await bot.send(commander, { fixes: '#43815', duplicates: null });
    expect(JSON.stringify(wrong)).toContain('kubernetes#43815 is linked already, as a duplicate');
    bot.github.addIssue(kubernetes, {
      number: 43830,
      title: 'unrelated',
      pullRequest: { base: 'master', head: 'u' },
    });
    expect((await bot.send(commander, { fixes: '#43830', duplicates: null })).action).toBe('clear');
    expect((await bot.incident('links 1')).all).toContain('kubernetes#43830');
    expect((await bot.incident('unlink 1 #43830 by mistake')).all).toContain('taken off incident 1');
    expect((await bot.incident('links 1')).all).not.toContain('kubernetes#43830');
  });

  it('its cherry-pick is found by what it says of itself', async () => {
    now = pdt('03-29 18:51');
    bot.github.addIssue(kubernetes, {
      number: 43837,
      title: 'Automated cherry pick of #43835',
      body: "Cherry pick of #43835 on release-1.6.\r\n\r\n#43835: don't wait for first kubelet to be ready and drop",
      author: { login: 'mikedanese' },
      pullRequest: { base: 'release-1.6', head: 'automated-cherry-pick' },
    });
    bot.github.addIssue(kubernetes, {
      title: 'Automated cherry pick of #4383',
      body: 'Cherry pick of #4383 on release-1.6.',
      pullRequest: { base: 'release-1.6', head: 'other' },
    });
    await look('03-29 19:00');
    expect(says('Signalman found kubernetes#43837 as the cherry-pick of kubernetes#43835')).toHaveLength(1);
    const { all } = await bot.incident('links 1');
    expect(all).toContain('kubernetes#43837');
    expect(all).toContain('cherry-pick of kubernetes#43835, open');
  });

  it('merged to master it is not yet there, and the proposal says so; what is discarded is said', async () => {
    now = pdt('03-30 16:57');
    const sha = bot.github.addCommit(kubernetes, { message: 'Merge pull request #43835', branch: 'master' });
    bot.github.mergePull(kubernetes, 43835, { by: 'k8s-merge-robot', sha });
    bot.github.closeIssue(kubernetes, 43824, { by: 'kensimon', at: pdt('03-30 17:10') });
    await look('03-30 17:20');
    expect(says('kubernetes#43824 closed without being merged by kensimon')).toHaveLength(1);
    const [proposal] = says('Fix merged to master: kubernetes#43835');
    expect(proposal?.text).toContain(
      'It is not on release-1.6 yet. Its cherry-pick is open: kubernetes#43837.',
    );
    await approve('Fix merged to master');
    expect(fixSays()).toContain('Fix merged');
  });

  it('on the branch of the release it waits for the release', async () => {
    now = pdt('03-31 00:26');
    const sha = bot.github.addCommit(kubernetes, { message: 'Merge #43837', branch: 'release-1.6' });
    bot.github.mergePull(kubernetes, 43837, { by: 'k8s-merge-robot', sha });
    await look('03-31 00:30');
    await approve('Fix merged to release-1.6: kubernetes#43837');
    expect(fixSays()).toContain('Waiting for the patch release');
  });

  it('a tag that contains it is the end of the story; one that does not is none', async () => {
    now = pdt('04-03 13:32');
    bot.github.addTag(kubernetes, 'v1.6.1-beta.0', 'refs/heads/release-1.6');
    bot.github.addTag(kubernetes, 'v1.6.1', 'refs/heads/release-1.6', 'Kubernetes v1.6.1');
    bot.github.addRelease(kubernetes, { tag: 'v1.6.1', author: 'enisoc' });
    await look('04-03 13:40');
    await look('04-03 13:45');
    expect(says('v1.6.1 released by enisoc')).toHaveLength(1);
    await approve('Released in v1.6.1');
    expect(fixSays()).toContain('Fix in place, being watched');
  });

  it('all of it stands in the timeline, with the time and the name of whoever did it', async () => {
    const { all } = await bot.incident('timeline 1');
    const at = all.replaceAll(/<https?:[^|>]*\|([^>]*)>/g, '$1').replaceAll('*', '');
    for (const line of [
      '22:40  jimmycuadra reported kubeadm#212: kubeadm 1.6.0',
      '13:04  kensimon opened kubernetes#43824: Tolerate node network not being ready',
      "18:29  mikedanese opened kubernetes#43835: don't wait for first kubelet",
      '18:51  mikedanese opened kubernetes#43837: cherry-pick of kubernetes#43835 to release-1.6',
      '16:57  kubernetes#43835 merged to master by k8s-merge-robot',
      '17:10  kubernetes#43824 closed without being merged by kensimon',
      '00:26  cherry-pick kubernetes#43837 merged to release-1.6 by k8s-merge-robot',
      '13:32  v1.6.1 released by enisoc: contains the fix, kubernetes#43837',
    ])
      expect(at).toContain(line);
  });
});
