/** Giving and withdrawing answers, from a command, a button or a form: at once where it is clear for which group. */
import type { SignoffAsked, SignoffDesk } from '../../app/ports/signoff.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import type { ShownPoll } from '../../domain/signoff/shown-poll.js';
import { candidateName } from '../../domain/signoff/tally.js';
import { type Message, said, section } from '../blocks/parts/block.js';
import { clipEscaped } from '../blocks/parts/text.js';
import { named, typedLine } from '../blocks/parts/typed.js';
import { nameOfGroup } from '../blocks/signoff/lines.js';
import type { Modal } from '../modals/modal.js';
import { answerTitles, answerView, type Prefilled } from '../modals/signoff/answer.js';
import type { AnswerForm } from '../modals/signoff/names.js';
import { withdrawView } from '../modals/signoff/poll.js';

export interface Answering {
  desk: SignoffDesk;
  asked: SignoffAsked;
  open(title: string, make: () => Promise<Modal>): Promise<null>;
}

export interface GivenAnswer extends Prefilled {
  answer: AnswerForm;
  issue?: string;
}

const given = ({ answer, reason = '', issue = '', conditions = '' }: GivenAnswer) => ({
  ...{ reason, issue, conditions },
  answer: answer === 'no-go' ? ('no-go' as const) : ('go' as const),
});

/** Whether all that it needs is said. */
function isWhole({ answer, reason = '', conditions = '' }: GivenAnswer): boolean {
  return answer === 'go' || (answer === 'no-go' ? reason !== '' : conditions !== '');
}

/** @returns null where a form asks for the rest @throws UserFault `not-allowed` and what the desk says */
export async function answerPoll(
  { desk, asked, open }: Answering,
  poll: number,
  answer: GivenAnswer,
): Promise<Message | null> {
  const form = (mine: () => Promise<string[]>) =>
    open(answerTitles[answer.answer], async () => {
      const shown = await desk.poll(poll);
      // Told before somebody writes why.
      if (shown.poll.ended !== null) throw isOver();
      return answerView(shown, await mine(), answer.answer, answer);
    });
  // A form opens within three seconds or not at all: who may answer is asked behind it, as Slack may take its time.
  if (!isWhole(answer)) return await form(() => mineOf(desk, asked, poll));
  const groups = await mineOf(desk, asked, poll);
  const [only] = groups;
  if (groups.length === 1 && only !== undefined) {
    try {
      const shown = await desk.answer({ ...asked, poll, group: only, ...given(answer) });
      return recorded(shown, [only], answer.answer);
    } catch (error) {
      // What was typed is wrong, and a form can show where; what its fields say stands beside them once it is sent.
      if (error instanceof FormFault) throw plainFault(error);
      throw error;
    }
  }
  return await form(async () => groups);
}

const isOver = () =>
  new UserFault('poll-ended', 'That poll is over.', 'See who is asked now with: `/release-signoff status`');

const plainFault = (fault: FormFault) =>
  new UserFault('bad-answer', fault.message, 'Nothing was recorded. The buttons at the poll open a form.');

/**
 * For each of the groups in turn, as the same person. What one of them is refused does not undo another.
 * @throws the fault where nothing was recorded
 */
export async function answerForAll(
  { desk, asked }: Pick<Answering, 'desk' | 'asked'>,
  poll: number,
  groups: readonly string[],
  answer: GivenAnswer,
): Promise<Message> {
  return await each(groups, async (group) => {
    const request = groups.length === 1 ? asked.request : `${asked.request} ${group}`;
    return await desk.answer({ ...asked, request, poll, group, ...given(answer) });
  }).then(({ shown, done, faults }) => withFaults(recorded(shown, done, answer.answer), faults));
}

export async function withdrawForAll(
  { desk, asked }: Pick<Answering, 'desk' | 'asked'>,
  poll: number,
  groups: readonly string[],
): Promise<Message> {
  return await each(groups, async (group) => {
    const request = groups.length === 1 ? asked.request : `${asked.request} ${group}`;
    return await desk.withdraw({ ...asked, request, poll, group });
  }).then(({ shown, done, faults }) => withFaults(withdrawn(shown, done), faults));
}

/** @returns null where a form asks whose answer is meant */
export async function withdrawFrom({ desk, asked, open }: Answering, poll: number): Promise<Message | null> {
  const [mine, shown] = await Promise.all([mineOf(desk, asked, poll), desk.poll(poll)]);
  const answered = mine.filter((group) =>
    shown.poll.groups.some((one) => one.group === group && one.answer !== null && one.state !== 'waiting'),
  );
  if (answered.length > 1) return await open('Withdraw answers', async () => withdrawView(shown, answered));
  // The desk says it where there is nothing to withdraw.
  const [group] = answered.length === 1 ? answered : mine;
  if (group === undefined) throw nothingOfYours();
  return withdrawn(await desk.withdraw({ ...asked, poll, group }), [group]);
}

async function mineOf(desk: SignoffDesk, { actor }: SignoffAsked, poll: number): Promise<string[]> {
  const groups = await desk.mine({ actor, poll });
  if (groups.length > 0) return groups;
  throw nothingOfYours();
}

const nothingOfYours = () =>
  new UserFault(
    'not-allowed',
    'You speak for none of the groups that are asked.',
    'Ask a lead of the group.',
  );

async function each(
  groups: readonly string[],
  work: (group: string) => Promise<ShownPoll>,
): Promise<{ shown: ShownPoll; done: string[]; faults: UserFault[] }> {
  const done: string[] = [];
  const faults: UserFault[] = [];
  let shown: ShownPoll | null = null;
  for (const group of groups)
    try {
      shown = await work(group);
      done.push(group);
    } catch (error) {
      if (!(error instanceof UserFault)) throw error;
      faults.push(error);
    }
  const [first] = faults;
  if (shown === null)
    throw first ?? new UserFault('bad-form', 'Choose at least one.', 'Tick a group for which you answer.');
  return { shown, done, faults };
}

const namesOf = (shown: ShownPoll, groups: readonly string[]): string =>
  groups.map((group) => nameOfGroup(shown, group)).join(', ');

function recorded(shown: ShownPoll, groups: readonly string[], answer: AnswerForm): Message {
  const words = { go: 'GO', 'go-if': 'GO with conditions', 'no-go': 'NO GO' };
  const text = `*${words[answer]}* of ${namesOf(shown, groups)} for ${typedLine(candidateName(shown.poll), 150)} is recorded.`;
  const outweighed = answer === 'no-go' ? [] : groups.flatMap((group) => refusalOf(shown, group));
  if (outweighed.length > 0) return said(`${text} It does not count now: ${outweighed.join('; ')}.`);
  return said(
    text,
    answer === 'no-go'
      ? 'Every report says so, with your name. It can be withdrawn at any time.'
      : 'It is about this very commit. It can be withdrawn at any time.',
  );
}

/** Of two answers in one second the more careful one counts: whoever gave the other believes that theirs does. */
function refusalOf(shown: ShownPoll, group: string): string[] {
  const counts = shown.poll.groups.find((one) => one.group === group)?.answer;
  if (counts?.answer !== 'no-go' || counts.voided !== null) return [];
  return [
    `${named(counts.by)} said NO GO for ${nameOfGroup(shown, group)} at the same moment, or since, and that stands`,
  ];
}

const withdrawn = (shown: ShownPoll, groups: readonly string[]): Message =>
  said(
    `The answer of ${namesOf(shown, groups)} for ${typedLine(candidateName(shown.poll), 150)} is withdrawn.`,
    'The group is asked again until the deadline.',
  );

const withFaults = (message: Message, faults: readonly UserFault[]): Message => ({
  ...message,
  blocks: [
    ...message.blocks,
    ...faults
      .slice(0, 10)
      .map((fault) =>
        section(
          `:warning: ${clipEscaped(`${fault.message} ${fault.code === 'not-allowed' ? '' : fault.hint}`.trim(), 600)}`,
        ),
      ),
  ],
});
