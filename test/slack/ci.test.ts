/** The buttons, menus and forms of the test signal, pressed in a local Slack before a desk that remembers. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nothingOfCi } from '../../src/domain/ci/board.js';
import { FormFault, UserFault } from '../../src/domain/fault.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { release as channel, lead, member } from '../builders/bot.js';
import { groupWord, job, jobsGate } from '../builders/ci.js';
import { rememberingDesk, startCiSlack } from '../builders/ci-desk.js';
import { noon } from '../builders/issue.js';
import { release } from '../builders/release.js';
import { status } from '../builders/status.js';
import { shownAlert } from './blocks/ci/shown.js';

const seconds = (at: number) => Math.floor(at / 1000);
const red = job('rg');
let now = noon;
let shown = shownAlert();
let words = [groupWord()];
let jobs = [red];
let ci: ReturnType<typeof rememberingDesk>;
let scene: Awaited<ReturnType<typeof startCiSlack>>;

beforeEach(async () => {
  now = Date.now();
  shown = shownAlert();
  words = [];
  jobs = [red];
  ci = rememberingDesk(() => shown, [red]);
  await start();
});
afterEach(() => scene.close());

async function start(desk: typeof ci.desk | null = ci.desk): Promise<void> {
  scene = await startCiSlack(desk, {
    now: () => now,
    status: () =>
      status({
        of: release({ gates: [jobsGate({ jobs: ['*'] })], ci: { sets: [], readWithin: 30 * minute } }),
        ci: { ...nothingOfCi, jobs, words },
      }),
    shown: () => shown,
  });
}
const max = { id: member, name: 'max' };
const of = (what: string) => ci.asked.filter((one) => one.what === what).map((one) => one.with);

describe('at the message of an alert', () => {
  it('somebody says that they look after it', async () => {
    await scene.press(member, 'ci_acknowledge');
    await scene.told(member, 'You look after kind-master');
    expect(of('acknowledge')).toMatchObject([{ alert: shown.alert.id, by: max }]);
  });

  it('whoever comes second hears who was quicker, by name and without a call', async () => {
    const ada = { id: lead, name: 'Ada <!here>', at: noon };
    shown = { ...shown, alert: { ...shown.alert, acknowledged: ada } };
    await scene.press(member, 'ci_acknowledge');
    expect(await scene.told(member, 'looks after this')).toContain(
      'Ada &lt;!here&gt; looks after this already',
    );
  });

  it('it is silenced for two hours from the press, or until nine tomorrow on the clock of the team', async () => {
    await scene.press(member, 'ci_silence', '2h');
    await scene.told(member, 'No news of kind-master until');
    await scene.press(member, 'ci_silence', 'tomorrow');
    await scene.slack.waitFor(() => of('silence').length === 2);
    const [two, tomorrow] = of('silence').map(({ until }) => Number(until));
    expect(Math.abs((two ?? 0) - now - 2 * hour)).toBeLessThan(minute);
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: shown.zone, timeStyle: 'short' });
    expect(clock.format(tomorrow)).toBe('09:00');
    expect((tomorrow ?? 0) - now).toBeGreaterThan(0);
    expect((tomorrow ?? 0) - now).toBeLessThanOrEqual(34 * hour);
  });

  it('it is silenced until another time in a form, which says beside its field when that does not lie ahead', async () => {
    await scene.press(member, 'ci_silence', 'other');
    expect((await scene.form(member)).title).toMatchObject({ text: 'Silence an alert' });
    ci.failing(
      'silence',
      new UserFault('bad-silence', 'A silence needs an end in the future.', 'Say until when.'),
    );
    expect(await scene.send(member, { until: seconds(now - hour) })).toMatchObject({
      action: 'errors',
      errors: { until: 'A silence needs an end in the future. Say until when.' },
    });
    expect((await scene.send(member, { until: seconds(now + day) })).action).toBe('update');
    expect(scene.topOf(member)).toContain('No news of kind-master until');
    expect(of('silence').at(-1)).toMatchObject({ until: seconds(now + day) * 1000, by: max });
  });

  it('an issue is looked over, filed as it was changed, and named with a link', async () => {
    await scene.press(member, 'ci_file');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('TestA fails since noon.');
    expect(scene.topOf(member)).toContain('Labels: kind/failing-test');
    expect(await scene.send(member, { title: '  ' })).toMatchObject({
      errors: { title: 'An issue needs a title.' },
    });
    await scene.send(member, { title: 'TestA fails on master' });
    expect(of('file')).toMatchObject([
      { title: 'TestA fails on master', body: 'TestA fails since noon.', by: max },
    ]);
    expect(scene.topOf(member)).toContain('<https://github.com/acme/rocket/issues/7|#7> is filed');
  });

  it('what GitHub refuses is said, and what was typed stays', async () => {
    await scene.press(member, 'ci_file');
    await scene.form(member);
    ci.failing('file', new UserFault('not-filed', 'GitHub refused it.', 'Ask whoever runs Signalman.'));
    expect((await scene.send(member, { title: 'Mine' })).action).toBe('push');
    expect(scene.topOf(member)).toContain('GitHub refused it.');
    expect(JSON.stringify(scene.slack.state.views(member)[0]?.state)).toContain('Mine');
  });

  it('the group’s word is given for the release that is held back; of several one is chosen', async () => {
    await scene.press(member, 'ci_word');
    await scene.form(member);
    expect(await scene.send(member, { reason: ' ', until: seconds(now + day) })).toMatchObject({
      errors: { reason: expect.stringContaining('Say why') },
    });
    await scene.send(member, { reason: 'The test is wrong' });
    expect(of('word')).toMatchObject([
      {
        release: 'v1.6',
        job: red.key,
        reason: 'The test is wrong',
        until: seconds(now + day) * 1000,
        by: max,
      },
    ]);
    await scene.slack.closeView({ viewId: (await scene.form(member)).id, user: member });
    shown = shownAlert({}, { releases: ['v1.6', 'v1.7'] });
    await scene.press(member, 'ci_word');
    await scene.form(member);
    await scene.send(member, { release: 'v1.7', reason: 'Known', until: seconds(now + day) });
    expect(of('word').at(-1)).toMatchObject({ release: 'v1.7', job: red.key });
  });

  it('a job that holds nothing back needs no word', async () => {
    shown = shownAlert({}, { releases: [] });
    await scene.press(member, 'ci_word');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('This job holds no release back.');
  });

  it('whoever may not is told so, with what to do', async () => {
    await scene.press(member, 'ci_word');
    await scene.form(member);
    ci.failing('word', new UserFault('not-allowed', 'Leads of SIG Node may do that.', 'Ask <@U0LEAD>.'));
    expect((await scene.send(member, { reason: 'x', until: seconds(now + day) })).action).toBe('push');
    expect(scene.topOf(member)).toContain('Leads of SIG Node may do that.');
  });

  it('an alert that is gone is said to be', async () => {
    shown = shownAlert({ id: 'another' });
    await scene.press(member, 'ci_acknowledge');
    await scene.told(member, 'That alert is not there any more.');
  });
});

describe('a form whose work takes longer than Slack waits', () => {
  it('keeps what was typed, and says what is wrong on top of it', async () => {
    await scene.press(member, 'ci_word');
    await scene.form(member);
    let go = () => {};
    const after = new Promise<void>((resolve) => {
      go = resolve;
    });
    ci.failing('word', new FormFault({ reason: 'Say more.' }), after);
    const sent = scene.send(member, { reason: 'It is fine', until: seconds(now + day) });
    expect((await sent).action).toBe('update');
    go();
    await scene.slack.waitFor(() => scene.topOf(member).includes('Say more.'));
    expect(JSON.stringify(scene.slack.state.views(member).at(-1)?.state)).toContain('It is fine');
    await scene.send(member, {});
    expect(of('word').at(-1)).toMatchObject({ reason: 'It is fine' });
  });
});

describe('beside the jobs of /release-status tests', () => {
  const choose = async (value: string, at = 0) => {
    const answer = await scene.ask('tests');
    const blocks = (answer.blocks ?? []) as unknown as { block_id: string; accessory?: object }[];
    const blockId = blocks.filter(({ accessory }) => accessory)[at]?.block_id ?? '';
    return scene.slack.click({
      ...{ user: member, actionId: 'ci_job', blockId, value, channel, ephemeralId: answer.id },
    });
  };

  it('the word of a group is given for the release that was asked for', async () => {
    await choose('word');
    await scene.form(member);
    expect(scene.topOf(member)).toContain('*kind-master* of blocking does not hold *v1.6* back.');
    await scene.send(member, { reason: 'Known', until: seconds(now + day) });
    expect(of('word')).toMatchObject([{ release: 'v1.6', job: red.key }]);
  });

  it('and taken back', async () => {
    jobs = [job('rg', { readAt: noon - minute })];
    words = [groupWord({ id: 12 })];
    await choose('end-word:12');
    await scene.told(member, 'is taken back');
    expect(of('endWord')).toMatchObject([{ word: 12, by: max }]);
  });

  it('a manual test is recorded with its commit, what was tried and what came of it', async () => {
    await choose('manual');
    await scene.form(member);
    ci.failing(
      'manual',
      new UserFault('bad-manual-test', '"main" does not say which commit was tested.', 'Give its hash.'),
    );
    const values = { commit: 'main', what: 'kubeadm init', result: 'pass' };
    expect(await scene.send(member, values)).toMatchObject({
      errors: { commit: '"main" does not say which commit was tested. Give its hash.' },
    });
    await scene.send(member, { commit: 'a57b4befd' });
    expect(of('manual').at(-1)).toMatchObject({
      ...{
        release: 'v1.6',
        job: red.key,
        commit: 'a57b4befd',
        what: 'kubeadm init',
        result: 'pass',
        by: max,
      },
    });
    expect(scene.topOf(member)).toContain('It passed on a57b4befd.');
  });

  it('the link to the job opens it, and nothing else happens', async () => {
    expect((await choose('open')).error).toBeUndefined();
    expect(ci.asked).toEqual([]);
  });

  it('pages are turned', async () => {
    jobs = Array.from({ length: 80 }, (_, at) => job('rg', { name: `job-${at}-end` }));
    const answer = await scene.ask('tests');
    await scene.slack.click({ user: member, actionId: 'ci_tests_next', channel, ephemeralId: answer.id });
    await scene.told(member, '(2 of ');
  });
});

describe('without a test signal', () => {
  it('a button says that there is none', async () => {
    await scene.close();
    await start(null);
    await scene.press(member, 'ci_acknowledge');
    await scene.told(member, 'There is no test signal here any more.');
  });
});
