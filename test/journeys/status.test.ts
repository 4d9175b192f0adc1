/** A release lead asks `/release-status` over signed HTTP, on the day of the seed report. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOON_16_MARCH_2017 } from '../../src/sandbox/seed/noon-16-march-2017.js';
import { seedReportDay } from '../../src/sandbox/seed/report-day.js';
import {
  answerOf,
  deputy,
  lead,
  member,
  type RunningBot,
  release,
  signingSecret,
  startTestBot,
} from '../builders/bot.js';

let running: RunningBot;

beforeAll(async () => {
  const start = Date.now();
  running = await startTestBot({
    now: () => NOON_16_MARCH_2017.publishedAt + Date.now() - start,
    seed: (github) => seedReportDay(github, NOON_16_MARCH_2017),
  });
});

afterAll(() => running.close());

const commandBody = (text: string) => ({
  command: '/release-status',
  text,
  user_id: lead,
  user_name: 'lea',
  channel_id: release,
  team_id: 'T1',
  trigger_id: `1.2.${text}`,
  response_url: `${running.slack.url}/response/unknown`,
});

describe('the verdict', () => {
  it('is acknowledged within three seconds and answered privately with NO GO, its reasons in order, and every figure', async () => {
    const { ask, slack } = running;

    const answer = await ask('');

    expect(answer.ackMs).toBeLessThan(3000);
    expect(answer.text).toBe('v1.6: NO GO (3 reasons). 36 open issues, 21 flakes, 6 bugs.');
    const order = [
      'v1.6 is NO GO',
      'Bugs exist in 1.6 milestone',
      'Flakes exist in 1.6 milestone',
      'Open issues in 1.6 milestone',
      '|17 without SIG>',
    ];
    const places = order.map((text) => answer.all.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    for (const figure of [
      '6 open>, 0 allowed',
      '21 open>, 0 allowed',
      '36 open>, 0 allowed',
      '9 say “broken test run”',
      '104 bugs without a milestone',
      '29 open in kubernetes/features',
    ]) {
      expect(answer.all).toContain(figure);
    }
    expect(slack.state.messages(release)).toEqual([]);
  });

  it('has a native table with a row for every SIG that has something, and names the others', async () => {
    const { blocks, all } = await running.ask('v1.6');

    const table = blocks.find((block) => block.type === 'table') as unknown as { rows: unknown[][] };
    const cells = table.rows.map((row) =>
      row.map((cell) => answerOf({ text: '', blocks: [cell] }).all.trim()),
    );
    expect(cells[0]).toEqual(['SIG', 'Open', 'Flakes', 'Bugs']);
    const flakes = Object.fromEntries(cells.slice(1).map(([name, , count]) => [name, Number(count)]));
    expect(flakes).toMatchObject({
      'API Machinery': 2,
      Apps: 2,
      'Cluster Lifecycle': 2,
      Federation: 3,
      Instrumentation: 1,
      Network: 3,
      Storage: 1,
      'no SIG': 8,
    });
    const none = /SIGs with none: ([^"]*)/.exec(all)?.[1] ?? '';
    for (const name of [
      'AWS',
      'Auth',
      'Autoscaling',
      'Big Data',
      'CLI',
      'On Prem',
      'OpenStack',
      'PM',
      'UI',
      'Windows',
    ]) {
      expect(`${Object.keys(flakes)} ${none}`).toContain(name);
    }
  });

  it('is shown to the channel only by "Share here", once, with the name of who shared it', async () => {
    const { ask, slack } = running;
    const { id } = await ask('');

    await slack.click({ user: lead, channel: release, ephemeralId: id, actionId: 'status_share' });
    const [message] = await slack.waitFor(
      () => slack.state.messages(release).length > 0 && slack.state.messages(release),
    );

    const shared = answerOf(message ?? {});
    expect(shared.all).toContain('v1.6 is NO GO');
    expect(shared.all).toContain(`Shared by <@${lead}>`);
    expect(shared.blocks.some((block) => block.type === 'actions')).toBe(false);
    expect(slack.state.messages(release)).toHaveLength(1);
  });

  it('leads by its buttons to its sections and back', async () => {
    const { ask, slack } = running;
    const first = await ask('');
    const press = async (id: string, actionId: string) => {
      const before = new Set(slack.state.ephemerals(lead, release).map((one) => one.id));
      await slack.click({ user: lead, channel: release, ephemeralId: id, actionId });
      return answerOf(
        await slack.waitFor(() => slack.state.ephemerals(lead, release).find((one) => !before.has(one.id))),
      );
    };

    const flakes = await press(first.id, 'status_section:flake');
    expect(flakes.all).toContain('Flakes in v1.6');
    const report = await press(first.id, 'status_section:report');
    expect(report.all).toContain('## Status: *NO GO*');
    const back = await press(flakes.id, 'status_section:verdict');
    expect(back.all).toContain('v1.6 is NO GO');
  });
});

describe('sections', () => {
  it.each([
    ['flakes', 'Flakes in v1.6', '21 open in v1.6'],
    ['v1.6 bugs', 'Bugs in v1.6', '6 open in v1.6'],
    ['issues', 'Open issues in v1.6', '36 open'],
    ['features', 'Features open for v1.6', '29 open in kubernetes/features'],
    ['report', 'Table', 'Actions Taken by Release Team'],
    ['help', '/release-status', 'act reason'],
  ])('%s', async (text, title, figure) => {
    const answer = await running.ask(text);

    expect(answer.all).toContain(text === 'report' ? 'Status' : title);
    expect(answer.all).toContain(figure);
  });
});

describe('what the release team writes by hand', () => {
  it('counts from a release lead, shows its author and end, and stops counting when it is ended', async () => {
    const { ask } = running;

    const added = await ask('act reason Unclear signal from upgrade tests until 20 March');
    expect(added.all).toContain('written down as number');
    const verdict = await ask('');
    expect(verdict.all).toContain('Unclear signal from upgrade tests');
    expect(verdict.all).toContain(`by <@${lead}> until 20 March 2017`);
    const number = /number (\d+)/.exec(added.all)?.[1];
    expect((await ask(`act end ${number}`)).all).toContain(`entry ${number} ended`);
    expect((await ask('')).all).not.toContain('Unclear signal from upgrade tests');
  });

  it('may also be written by a member of the configured user group, and by nobody else', async () => {
    const { ask } = running;

    expect((await ask('act taken Reran the upgrade suites', deputy)).all).toContain('written down');
    const refused = await ask('act reason I do not like it', member);
    expect(refused.all).toContain('Only a release lead may do that');
    expect(refused.all).toContain('<!subteam^S0TEAM>');
    expect((await ask('act', member)).all).not.toContain('I do not like it');
  });

  it('appears in the report: action lines with their day, and actions taken', async () => {
    const { ask } = running;
    await ask('act todo Close infrastructure issues by 2017-03-17');

    const report = await ask('report');

    expect(report.all).toContain('Close infrastructure issues by 17 March 2017');
    expect(report.all).toContain('Reran the upgrade suites');
  });
});

describe('bad input gets a clear private answer, and changes nothing', () => {
  it.each([
    ['v1.66', 'neither a release nor a section', 'v1.6'],
    [
      'flaks',
      'Did you mean `flakes`?',
      'features, flakes, bugs, subscribe, unsubscribe, schedule, act, help',
    ],
    ['v1.6 flakes please', 'Nothing was expected after', 'For example'],
    ['act resaon x', 'does not know "resaon"', 'reason'],
    ['act reason', 'nothing to write down', 'For example'],
    ['act reason slow until 2017-02-30', '2017-02-30', 'not a date'],
    ['act reason slow until 2017-03-01', 'already over', 'in the future'],
    ['act end 9999', 'no entry 9999', 'act'],
    ['act end', 'number is missing', 'act'],
    ['x'.repeat(4000), 'neither a release nor a section', 'Sections'],
    ['שלום עולם', 'neither a release nor a section', 'Sections'],
    ['🚢🚢🚢', 'neither a release nor a section', 'Sections'],
    [`act reason ${'y'.repeat(3900)}`, '3900 characters', 'issue'],
  ])('%s', async (text, problem, hint) => {
    const notes = (await running.ask('act')).all;

    const answer = await running.ask(text);

    expect(answer.all).toContain(problem);
    expect(answer.all).toContain(hint);
    expect((await running.ask('act')).all).toBe(notes);
  });

  it('text that would call everybody is shown as text', async () => {
    const answer = await running.ask('<!channel> <@U0LEAD>');

    expect(answer.all).not.toContain('<!channel>');
    expect(answer.all).toContain('&lt;!channel&gt;');
    const kept = await running.ask('act reason <!here> is <b>broken</b> & slow');
    expect(kept.all).toContain('&lt;!here&gt; is &lt;b&gt;broken&lt;/b&gt; &amp; slow');
    await running.ask(`act end ${/number (\d+)/.exec(kept.all)?.[1]}`);
  });
});

describe('requests that are not Slack’s', () => {
  const send = (options: Parameters<typeof running.slack.raw.build>[2]) =>
    running.slack.raw.send(
      running.slack.raw.build('slash_commands', commandBody('act taken forged'), options),
    );

  it('a wrong signature is refused', async () => {
    expect((await send({ secret: 'another-secret' })).status).toBe(401);
    expect((await running.ask('act')).all).not.toContain('forged');
  });

  it('an old timestamp is refused', async () => {
    const timestamp = Math.floor(Date.now() / 1000) - 600;
    expect((await send({ timestamp })).status).toBe(401);
    expect((await running.ask('act')).all).not.toContain('forged');
  });

  it('the same bytes a second time are not handled again, and the log says so', async () => {
    const { slack, ask, log } = running;
    const request = slack.raw.build('slash_commands', commandBody('act taken Once only'), {
      secret: signingSecret,
    });

    const first = await slack.raw.send(request);
    const second = await slack.raw.send(request);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toContain('handled this request already');
    const { all } = await ask('act');
    expect(all.split('Once only')).toHaveLength(2);
    expect(log.some((line) => line.level === 'warn' && line.message.includes('second time'))).toBe(true);
  });
});

describe('operators', () => {
  it('see that it is alive, ready, and what it answered', async () => {
    const get = async (path: string) =>
      await (await fetch(`http://127.0.0.1:${running.bot.port}${path}`)).text();

    expect(await get('/healthz')).toContain('alive');
    expect(await get('/readyz')).toContain('"ready":true');
    const metrics = await get('/metrics');
    expect(metrics).toMatch(/signalman_answers_total\{outcome="fine"\} \d+/);
    expect(metrics).toContain('signalman_github_requests_total{repository="kubernetes/kubernetes"}');
    expect(await get('/nowhere')).toContain('not found');
  });

  it('when the store breaks, the person gets a reference and the log has the rest under it', async () => {
    const own = await startTestBot({ seed: (github) => seedReportDay(github, NOON_16_MARCH_2017) });
    await own.database.close();

    const answer = await own.ask('');

    const reference = /Reference: ([0-9a-f]{8})/.exec(answer.text)?.[1];
    expect(reference).toBeDefined();
    expect(
      own.log.some(
        (line) => line.level === 'error' && 'reference' in line.fields && line.fields.reference === reference,
      ),
    ).toBe(true);
    await own.close();
  });
});
