/** `/release-signoff`: acknowledged at once; then a form, or a private answer. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { UserFault } from '../../domain/fault.js';
import { findRelease, type Release } from '../../domain/release.js';
import { answering } from '../answer.js';
import { type Message, section } from '../blocks/parts/block.js';
import { helpMessage } from '../blocks/parts/help.js';
import { historyMessage } from '../blocks/signoff/history.js';
import { signoffMessage } from '../blocks/signoff/section.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../forms/opening.js';
import { askView } from '../modals/exception.js';
import { askSignoffView } from '../modals/signoff/ask.js';
import { delegateView } from '../modals/signoff/delegate.js';
import { type Answering, answerPoll, withdrawFrom } from '../signoff/answers.js';
import { endedDelegation } from '../signoff/delegations.js';
import { signoffOf } from '../signoff/desk.js';
import { signoffHelp } from './help.js';
import { parseSignoff, type SignoffAct } from './parse-signoff.js';
import { requestKey } from './request.js';
import { waiverDeeds } from './signoff-waivers.js';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** Who typed it, and where. */
interface Typed extends Omit<Answering, 'desk'> {
  deps: SlackDependencies;
  /** As it was named; null: it was not. */
  release: string | null;
}

type Of<D extends SignoffAct['do']> = Extract<SignoffAct, { do: D }>;

/** What each word does. */
const deeds: { [D in SignoffAct['do']]: (typed: Typed, act: Of<D>) => Promise<Message | null> } = {
  ask: ({ deps, release, asked, open }, { candidate }) =>
    open('Ask for sign-off', async () => {
      const prepared = await signoffOf(deps).prepare({ actor: asked.actor, release: named(deps, release) });
      return askSignoffView(prepared, candidate);
    }),
  go: (typed, { conditions }) =>
    answerCurrent(typed, {
      answer: conditions === null ? 'go' : 'go-if',
      ...(conditions === null ? {} : { conditions }),
    }),
  'no-go': (typed, { reason }) => answerCurrent(typed, { answer: 'no-go', reason }),
  async withdraw(typed) {
    const desk = signoffOf(typed.deps);
    const { poll } = await desk.current(named(typed.deps, typed.release));
    return await withdrawFrom({ ...typed, desk }, poll.id);
  },
  delegate: ({ deps, release, asked, open }) =>
    open('Name a delegate', async () => {
      const led = await signoffOf(deps).led({ actor: asked.actor, release: named(deps, release) });
      if (led.groups.length > 0) return delegateView(led.release, led.groups);
      throw new UserFault('not-allowed', 'You lead none of its groups.', 'A lead of the group can do that.');
    }),
  async 'end-delegation'({ deps, asked }, { id }) {
    const text = endedDelegation(await signoffOf(deps).endDelegation({ ...asked, delegation: id }));
    return { text, blocks: [section(text)] };
  },
  status: async ({ deps, release }) => signoffMessage(await deps.showStatus(named(deps, release))),
  async history({ deps, release }) {
    const desk = signoffOf(deps);
    const found = findRelease(deps.releases, named(deps, release));
    const [polls, status] = await Promise.all([desk.history(found.name), deps.showStatus(found.name)]);
    const { web, repository } = status.evidence.issues;
    return historyMessage(found, polls, `${web}/${repository}/commit/`);
  },
  exception({ deps, release, open }) {
    // Told here rather than in a form that can only be closed.
    const found = deps.exceptions.release(release);
    return open('Ask for an exception', async () => askView(found));
  },
  ...waiverDeeds,
};

/** Without a name the first release that asks its groups is meant. */
function named({ releases }: SlackDependencies, release: string | null): string | null {
  return release ?? releases.find(({ signOff }: Release) => signOff !== null)?.name ?? null;
}

async function answerCurrent(
  typed: Typed,
  answer: Parameters<typeof answerPoll>[2],
): Promise<Message | null> {
  const desk = signoffOf(typed.deps);
  const { poll } = await desk.current(named(typed.deps, typed.release));
  return await answerPoll({ ...typed, desk }, poll.id, answer);
}

/** What may open a form. */
const forms: readonly string[] = ['ask', 'delegate', 'exception', 'waive', 'checklist'];

export function signoffCommand(deps: SlackDependencies) {
  return async ({ ack, command, respond, client }: Args): Promise<void> => {
    await ack();
    const read = () => parseSignoff(command.text ?? '', deps.releases);
    const work = async () => {
      const found = read();
      if (found.do === 'help') return helpMessage(signoffHelp);
      const { release, ...act } = found;
      const deed = deeds[act.do] as (typed: Typed, act: SignoffAct) => Promise<Message | null>;
      return await deed(
        {
          ...{ deps, release },
          asked: { actor: { id: command.user_id, name: command.user_name }, request: requestKey(command) },
          async open(title, make) {
            await opening({ client, log: deps.log, trigger: command.trigger_id, title }, make);
            return null;
          },
        },
        act,
      );
    };
    await answering(deps, respond, signoffHelp, work, () => forms.includes(read().do));
  };
}
