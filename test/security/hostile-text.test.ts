/** Hostile text in every place where somebody outside can write, walked through every place where Signalman writes. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actions, formIds } from '../../src/slack/listeners.js';
import { lead, member, release } from '../builders/bot.js';
import { type Crawler, crawler } from '../builders/crawl.js';
import {
  announced,
  eve,
  type FullWorld,
  incidents,
  meetings,
  node,
  repo,
  startFullWorld,
} from '../builders/full-world.js';
import {
  markdownProblems,
  plainProblems,
  poison,
  poisonLines,
  shortPoison,
  slackProblems,
} from '../builders/poison.js';
import { type Recorder, recorder } from '../builders/recorder.js';
import { stranger } from '../builders/stranger.js';
import { titlesIn } from '../builders/titles.js';
import { token } from '../builders/world.js';

let world: FullWorld;
let robot: Crawler;
let tape: Recorder;
const known = {
  ids: [eve, lead, member, 'U0MALLET', 'U0BOT', 'S0TEAM', release, incidents, announced, meetings, node],
};
const docs = 'acme/docs';

function typed(field: string, most: number, isRefused: boolean): string {
  if (/candidate/.test(field)) return isRefused ? 'v1.36.0-rc.1' : shortPoison(field, most);
  if (/commit/.test(field)) return isRefused ? 'b'.repeat(40) : shortPoison(field, most);
  if (/login/.test(field)) return isRefused ? 'mallory' : shortPoison(field, most);
  if (/issue|pull|item|url|numbers/.test(field)) return isRefused ? `${repo}#1` : shortPoison(field, most);
  if (most < 450 || isRefused)
    return (most < 450 ? shortPoison(field, most) : poison(field)).slice(0, Math.min(most, 495));
  return poisonLines(`typed${field}`).slice(0, most);
}

const commands: [command: string, channel: string, texts: string[]][] = [
  [
    '/incident',
    incidents,
    [
      'declare',
      'note 1 WORD',
      'lesson 1 well: WORD',
      'lesson 1',
      'action 1 WORD',
      'update 1',
      'show 1',
      'timeline 1',
      'link 1 acme/rocket#35',
      'duplicate 1 acme/rocket#3',
      'links 1',
      'list',
      'stats',
      'text 1',
      'entries 1',
      'subscribe 1',
      'subscribe 1 me',
      'timeline 1 file',
      'postmortem 1',
      'actions 1',
      'WORD',
      'show WORD',
      'link 1 WORD',
      'timeline 1 WORD',
      'stats WORD',
      'help',
    ],
  ],
  [
    '/release-status',
    release,
    [
      '',
      'issues',
      'flakes',
      'bug',
      'tests',
      'features',
      'kep 1201',
      'checklist',
      'notes',
      'report',
      'calendar',
      'act reason WORD',
      'act reason unknown WORD',
      'act todo WORD',
      'act taken WORD',
      'act',
      'subscribe daily at 14:00 UTC',
      'schedule',
      'WORD',
      'kep WORD',
      'act end WORD',
      'subscribe WORD',
      'unsubscribe WORD',
      'tests WORD',
      'help',
    ],
  ],
  [
    '/release-notes',
    release,
    ['', 'gaps', 'gaps serious', 'write #35', 'draft', 'publish', 'WORD', 'gaps WORD', 'write WORD', 'help'],
  ],
  [
    '/release-signoff',
    release,
    [
      'ask v1.36.0-rc.1',
      'status',
      'go',
      'no-go WORD',
      'exception',
      'waive bugs',
      'waive flakes',
      'waivers',
      'checklist',
      'checklist packages',
      'delegate',
      'history',
      'WORD',
      'ask WORD',
      'waive WORD',
      'go if WORD',
      'go if #3 is merged',
      'checklist WORD',
      'delegate WORD',
      'help',
    ],
  ],
  [
    '/release-meeting',
    meetings,
    ['add WORD', '', 'agenda', 'notes', 'actions', 'collected', 'attendees', 'WORD', 'move WORD', 'help'],
  ],
];

const minute = 60_000;
/** Somebody without any role, who tries whatever is about to be done. */
const mallet = { id: 'U0MALLET', name: 'mallet' };
let other: ReturnType<typeof stranger>;

async function walk(): Promise<void> {
  for (const [command, channel, texts] of commands) {
    for (const text of texts) await robot.type(command, text.replace('WORD', poison('typed')), channel);
    await world.wake();
    await robot.crawl(0);
  }
  const { slack } = world;
  for (const [channel, within] of [
    [incidents, 'incident'],
    [meetings, 'meeting'],
    [announced, 'copy'],
  ] as const) {
    const head = slack.state.messages(channel).find(({ user }) => user === 'U0BOT');
    if (!head) continue;
    for (const text of ['note: ', 'decision: ', 'attention: ', 'action @ann: ', 'well: ', ''])
      await slack.say({
        user: eve,
        channel,
        threadTs: head.ts,
        text: `${text}${poisonLines(`said${within}`)}`,
      });
    const { ts } = await slack.say({ user: member, channel, text: poison(`marked${within}`) });
    for (const name of ['round_pushpin', 'memo']) await slack.react({ user: eve, channel, ts, name });
    for (const callbackId of [
      'incident_declare_from',
      'incident_update_from',
      'incident_note_from',
      'meeting_from',
    ]) {
      await slack.messageShortcut({ callbackId, user: eve, channel, messageTs: ts });
      await robot.finish();
    }
  }
  await slack.openHome(eve);
  await world.pass(40 * minute);
  await robot.crawl(1);
  await robot.type('/incident', 'postmortem 1', incidents);
  await robot.crawl(1);
  await robot.crawl();
  // The meeting begins and is over; what is due is reminded of.
  for (const minutes of [30, 20, 130, 24 * 60]) {
    await world.pass(minutes * minute);
    await slack.openHome(eve);
    await robot.crawl();
  }
}

beforeAll(async () => {
  world = await startFullWorld({ line: poison, short: shortPoison, lines: poisonLines });
  other = stranger(world, mallet);
  tape = recorder(world);
  robot = crawler(world, {
    ...{ user: eve, word: typed, at: () => Math.floor(world.clock.now() / 1000) + 3 * 86_400 },
    beside: async (what, act) => {
      tape.listen();
      await other.beside(what, act);
      tape.listen();
    },
  });
  await walk();
}, 300_000);
afterAll(() => world?.close());

/**
 * What is meant as it is: a note is Markdown of its author, whose links stay links; told to its pull request, it is a
 * block of code, where nobody is mentioned. So is what a failing test says, in the issue about it.
 */
const isMeant = (file: string, problem: string): boolean =>
  (/release-notes/.test(file) && problem.startsWith('a link to')) ||
  /^a block of code: .*zqte(xt|stsays)/s.test(problem);

const unique = (problems: string[]) => [...new Set(problems)].sort();

describe('hostile text', () => {
  it('is only text in every message, private answer, form, and Home at Slack', () => {
    const { state } = world.slack;
    const calls = state
      .calls()
      .flatMap(({ method, args }) => slackProblems(args, known).map((one) => `${method}: ${one}`));
    const answers = state.responses().flatMap(({ body }) => slackProblems(body, known));
    expect(unique([...calls, ...answers])).toEqual([]);
  });

  it('is only text in every file', () => {
    const files = world.slack.state.files();
    const problems = files.flatMap(({ name, title, content }) =>
      [...markdownProblems(content?.toString() ?? '', false), ...slackProblems({ title, name }, known)]
        .filter((one) => !isMeant(name, one))
        .map((one) => `${name}: ${one}`),
    );
    expect(unique(problems)).toEqual([]);
  });

  it('is only text in every issue, comment, pull request, file and commit message on GitHub', async () => {
    const problems: string[] = [];
    for (const name of [repo, docs])
      for (const { author, number, title, body, comments, pull } of world.github.issues(name)) {
        const at = `${name}#${number}`;
        if (author.login === 'lead')
          problems.push(
            ...slackProblems([title], known),
            ...markdownProblems(body ?? '', true)
              .filter((it) => !isMeant('', it))
              .map((one) => `${at}: ${one}`),
          );
        for (const one of comments)
          if (one.author.login === 'lead')
            problems.push(
              ...markdownProblems(one.body, true)
                .filter((it) => !isMeant('', it))
                .map((it) => `comment at ${at}: ${it}`),
            );
        if (!pull || author.login !== 'lead') continue;
        for (const [path, text] of Object.entries(world.github.pullFiles(name, number)))
          problems.push(
            ...markdownProblems(text, false)
              .filter((one) => !isMeant(path, one))
              .map((one) => `${path} of ${at}: ${one}`),
          );
        const branch = pull.head.replace(/^.*:/, '');
        const answer = await fetch(`${world.github.url}/repos/${name}/commits?sha=${branch}`, {
          headers: { authorization: `Bearer ${token}` },
        });
        for (const { commit } of (await answer.json()) as { commit: { message: string } }[])
          problems.push(...plainProblems(commit.message).map((one) => `commit of ${at}: ${one}`));
      }
    expect(unique(problems)).toEqual([]);
  });
});

/** What anybody may do, so that a copy does it too, in the name of whoever sends it. */
const anybodyMay: Record<string, string> = {
  'form incident_note': 'adds an entry of their own',
  'action incident_follow': 'follows an incident',
  'action incident_outside': 'reads it',
  'form incident_declare': 'declares, unless signalman.yml says otherwise',
  'form postmortem_lesson_form': 'adds a lesson of their own, where they took part',
  'form exception_ask': 'asks; a release lead decides',
  'action incident_bring': 'shows in the thread what was said elsewhere',
  'action incident_propose': 'proposes; the commander approves',
  'form meeting_topic_form': 'adds a topic',
  'form meeting_from_form': 'adds a topic',
  'form meeting_action_form': 'adds an action item',
  'form meeting_attendees_form': 'says who was there',
  'action meeting_file': 'posts the notes',
  'action meeting_topic remove': 'takes out a topic of their own: the copy above added it',
  'action ci_acknowledge': 'looks after an alert',
  'form ci_file': 'files an issue about an alert, once',
};

describe('somebody without a role', () => {
  it('changes nothing with a copy of any button or form, here or in another channel, but what anybody may', () => {
    expect(other.tried.length).toBeGreaterThan(80);
    const done = other.tried.filter(
      ({ what, changed }) => changed.length > 0 && !Object.hasOwn(anybodyMay, what),
    );
    expect(done).toEqual([]);
    // It would be seen: some of it does change something.
    expect(other.tried.some(({ changed }) => changed.length > 0)).toBe(true);
  });

  it('meets no fault of ours with values and metadata that nobody’s button or form carries', () => {
    expect(unique(other.broken)).toEqual([]);
  });
});

/** What the walk does not always come to, by the test that does what it does, also for somebody without the role. */
const elsewhere: Record<string, readonly string[]> = {
  'test/journeys/incident-roles.test.ts': [
    ...['incident_more', 'incident_confirm', 'incident_entry_change', 'incident_entry_remove'],
    ...['form incident_correct', 'form incident_hand_over', 'form incident_retract', 'form incident_resolve'],
  ],
  'test/journeys/incident-roles-held.test.ts': [
    'incident_reopen',
    'form incident_reopen',
    'incident_approve',
    'incident_adopt',
  ],
  'test/journeys/incident-merges.test.ts': ['form incident_merge'],
  'test/journeys/incident-many.test.ts': [
    'incident_entries_newer',
    'incident_entries_older',
    'form incident_choose',
  ],
  'test/journeys/incident-marks.test.ts': ['incident_mark'],
  'test/journeys/incident-bad-input.test.ts': ['incident_join'],
  'test/journeys/incident-fix.test.ts': [
    'incident_attach',
    'incident_dismiss',
    'form incident_close_duplicate',
  ],
  'test/journeys/embargo.test.ts': [
    'incident_lift',
    'form incident_lift',
    'form incident_lift_preview',
    'postmortem_sign',
  ],
  'test/slack/postmortem.test.ts': [
    ...[
      'postmortem_done',
      'postmortem_owner',
      'postmortem_take',
      'postmortem_items_after',
      'postmortem_items_before',
    ],
    'form postmortem_issue_form',
  ],
  'test/slack/ci.test.ts': [
    'ci_job',
    'ci_silence_form',
    'ci_tests_next',
    'ci_tests_previous',
    'form ci_manual',
  ],
  'test/app/meetings.test.ts': [
    'meeting_end',
    'meeting_item',
    'meeting_write',
    'form meeting_end_form',
    'form meeting_issue_form',
    'form meeting_point_form',
  ],
  'test/journeys/waivers.test.ts': ['form waiver_choose'],
  'test/journeys/sign-off.test.ts': ['signoff_ask'],
  // These only show something.
  'test/slack/blocks/home.test.ts': ['home_open'],
  'test/slack/blocks/release-notes/messages.test.ts': ['notes_page:next', 'notes_page:previous'],
};

describe('the walk', () => {
  it('came to every button, menu and form there is, but those that have tests of their own', () => {
    const pressed = [...robot.pressed].map((one) => one.split(' ')[0] ?? '');
    const isPressed = (id: string | RegExp) =>
      pressed.some((one) => (typeof id === 'string' ? one === id : id.test(one)));
    const missed = [
      ...actions.filter(({ id }) => !isPressed(id)).map(({ id }) => String(id)),
      ...formIds.filter((id) => !robot.sent.has(id)).map((id) => `form ${id}`),
    ];
    expect(unique(missed.filter((one) => !Object.values(elsewhere).flat().includes(one)))).toEqual([]);
    // What is not there any more would excuse whatever is called so one day.
    const known = new Set([...actions.map(({ id }) => String(id)), ...formIds.map((id) => `form ${id}`)]);
    const isThere = (one: string) =>
      known.has(one) || actions.some(({ id }) => typeof id !== 'string' && id.test(one));
    expect(
      Object.values(elsewhere)
        .flat()
        .filter((one) => !isThere(one)),
    ).toEqual([]);
    for (const file of Object.keys(elsewhere))
      expect(titlesIn(file).some((one) => !one.isSkipped)).toBe(true);
  });

  it('would find hostile text that came through', () => {
    expect(slackProblems({ type: 'mrkdwn', text: poison('x') }, known).length).toBeGreaterThan(5);
    expect(
      slackProblems(
        { blocks: JSON.stringify([{ type: 'section', text: { type: 'mrkdwn', text: 'a <!here>' } }]) },
        known,
      ),
    ).toHaveLength(1);
    expect(slackProblems({ type: 'mrkdwn', text: '&lt;!channel&g' }, known)).toHaveLength(1);
    expect(markdownProblems(poisonLines('x'), true).length).toBeGreaterThan(8);
    expect(plainProblems('fixes #4244')).toHaveLength(1);
  });
});

describe('the whole walk', () => {
  it('sent again, byte for byte, to a bot that was started meanwhile, adds nothing', async () => {
    const { sent, grown } = await tape.replay();
    expect(grown).toEqual([]);
    expect(sent).toBeGreaterThan(300);
  });
});
