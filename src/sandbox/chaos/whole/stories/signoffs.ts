/** Polls: three groups are asked about a candidate, answer, change their minds, and a commit lands on the branch. */
import type { PollEvent } from '../../../../domain/signoff/poll.js';
import type { Database } from '../../../../storage/dialect.js';
import { createHands } from '../../hands.js';
import { bot, channels, groups, lander, leadOf, leads } from '../places.js';
import { counting, type Scene, type Story } from './story.js';

type Kind = PollEvent['kind'];
interface Recorded {
  seq: number;
  event: PollEvent;
}

/** Nobody sees them in the message of a poll. */
const unseen: readonly Kind[] = ['job', 'reminded'];

export function signoffStory({ slack, github, database }: Scene): Story & { again(): number } {
  const hands = createHands(slack, '/release-signoff');
  const done: Record<string, number> = {};
  const count = counting(done);
  const asked: string[] = [];

  const pollsOf = (candidate: string) => pollsAbout(database, candidate);
  const recordOf = (poll: number) => recordAt(database, poll);

  /** What a group said last. */
  const lastOf = (record: readonly Recorded[], group: string) =>
    record
      .map(({ event }) => event)
      .findLast(
        (event) => (event.kind === 'answered' || event.kind === 'withdrawn') && event.group === group,
      );

  /** Somebody says something for a group until that is the last that was said. */
  async function say(poll: number, group: string, words: string): Promise<void> {
    const person = { user: leadOf(group), channel: channels.signoff };
    await hands.type(person, `v2.0 ${words}`, async () => {
      const last = lastOf(await recordOf(poll), group);
      if (words === 'withdraw') return last?.kind === 'withdrawn';
      if (last?.kind !== 'answered') return false;
      return words === 'go' ? last.answer === 'go' : words.endsWith(last.reason) && last.answer === 'no-go';
    });
    count(words === 'go' ? 'GO' : words === 'withdraw' ? 'withdrawn' : 'NO GO');
  }

  return {
    name: 'sign-offs',
    done,
    again: () => hands.unheard + hands.refused,
    async live(round) {
      const candidate = `v2.0.0-rc.${round + 1}`;
      const commit = github.addCommit(lander, { message: `Candidate ${round + 1}`, branch: 'main' });
      github.addTag(lander, candidate, commit);
      const person = { user: leads.signoff, channel: channels.signoff };
      const isAsked = async () => (await pollsOf(candidate)).length > 0;
      await hands.fill(person, `v2.0 ask ${candidate}`, 'signoff_ask_form', {}, isAsked);
      count('polls asked');
      asked.push(candidate);
      const [poll = 0] = await pollsOf(candidate);
      await Promise.all(
        groups.map(async (group, at) => {
          await say(poll, group, 'go');
          if (at > 0) await say(poll, group, 'withdraw');
          if (at > 1) await say(poll, group, `no-go ${group} leaks in ${candidate}`);
        }),
      );
      github.addCommit(lander, { message: `Landed after ${candidate}`, branch: 'main' });
      count('commits landed');
    },
    async check() {
      return (await Promise.all(asked.map((one) => checkPoll({ slack, database }, one)))).flat();
    },
  };
}

/** Whether it was asked once, ended and voided once, shows what is on record, and each NO GO was told once. */
export async function checkPoll(
  { slack, database }: Pick<Scene, 'slack' | 'database'>,
  candidate: string,
): Promise<string[]> {
  const polls = await pollsAbout(database, candidate);
  const [poll = 0] = polls;
  if (polls.length !== 1)
    return [`${polls.length === 0 ? 'lost' : 'doubled'}: ${polls.length} polls of ${candidate}`];
  const record = await recordAt(database, poll);
  const found: string[] = [];
  const kinds = record.map(({ event }) => event.kind);
  if (record.some(({ seq }, at) => seq !== at + 1)) found.push(`out of order: the record of poll ${poll}`);
  for (const kind of ['ended', 'voided'] as const) {
    const times = kinds.filter((one) => one === kind).length;
    if (times !== 1) found.push(`${times === 0 ? 'lost' : 'doubled'}: poll ${poll} ${kind} ${times} times`);
  }
  const heads = slack.state
    .messages(channels.signoff)
    .filter((one) => one.user === bot && one.text.includes(candidate));
  if (heads.length !== 1) found.push(`doubled: ${heads.length} messages of the poll about ${candidate}`);
  // A NO GO is told below the poll; after a commit it stands in the poll itself no longer.
  const told = (heads[0]?.replies ?? []).map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`);
  for (const group of groups) {
    const given = record.filter(
      ({ event }) => event.kind === 'answered' && event.group === group && event.answer === 'no-go',
    ).length;
    const news = told.filter((one) => one.includes(`${group} leaks in`)).length;
    if (given > 0 && news === 0) found.push(`lost: nobody heard of the NO GO of ${group} in poll ${poll}`);
    if (news > given) found.push(`doubled: ${given} NO GO of ${group} in poll ${poll}, told ${news} times`);
  }
  const shown = await database.read
    .selectFrom('message')
    .select('shown_revision')
    .where('purpose', '=', 'sign-off')
    .where('subject', '=', `poll ${poll}`)
    .execute();
  const revision = kinds.filter((kind) => !unseen.includes(kind)).length;
  if (shown.some((one) => one.shown_revision !== revision))
    found.push(
      `contradicting: poll ${poll} has revision ${revision}, shown is ${shown.map((one) => one.shown_revision)}`,
    );
  return found;
}

async function pollsAbout(database: Database, candidate: string): Promise<number[]> {
  const rows = await database.read
    .selectFrom('poll')
    .select('id')
    .where('candidate', '=', candidate)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function recordAt(database: Database, poll: number): Promise<Recorded[]> {
  const rows = await database.read
    .selectFrom('poll_event')
    .select(['seq', 'body'])
    .where('poll_id', '=', poll)
    .orderBy('seq')
    .execute();
  return rows.map(({ seq, body }) => ({ seq, event: JSON.parse(body) as PollEvent }));
}
