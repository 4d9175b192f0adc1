/** The buttons and menus of the test signal: at an alert's message, and beside the jobs of `/release-status tests`. */
import type { CiAsked, CiDesk } from '../../app/ports/ci.js';
import type { ShownAlert } from '../../domain/ci/shown-alert.js';
import { silenceEnd, silences } from '../../domain/ci/silence.js';
import { UserFault } from '../../domain/fault.js';
import { second, showMoment } from '../../domain/time.js';
import { answering } from '../answer.js';
import { context, type Message, section } from '../blocks/block.js';
import { alertIn, jobRefOf, readPage } from '../blocks/ci/deeds.js';
import { jobOption, silenceOption } from '../blocks/ci/names.js';
import { testsMessage } from '../blocks/ci/tests.js';
import { typedLine } from '../blocks/incident/wording.js';
import { when } from '../blocks/text.js';
import { deskOf, jobOf, staleButton } from '../ci/desk.js';
import { statusHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../incident/opening.js';
import { fileView } from '../modals/ci/file.js';
import { manualView } from '../modals/ci/manual.js';
import { silenceView } from '../modals/ci/silence.js';
import { wordView } from '../modals/ci/word.js';
import type { Modal } from '../modals/modal.js';
import { type ActionArgs, askedBy, valueIn } from './incident.js';

interface Pressed {
  deps: SlackDependencies;
  desk: CiDesk;
  /** Of the button, or of the option that was chosen. */
  value: string;
  /** Of the block that it stands in. */
  block: string;
  asked: CiAsked;
  /** When it was pressed, as Slack says: ms, UTC. */
  at: number;
  open(title: string, make: () => Promise<Modal>): Promise<null>;
}

function button(work: (pressed: Pressed) => Promise<Message | null>) {
  return (deps: SlackDependencies) =>
    async ({ ack, action, body, respond, client }: ActionArgs): Promise<void> => {
      await ack();
      await answering(deps, respond, statusHelp, () => {
        const { actor, request } = askedBy(body, action);
        return work({
          ...{ deps, desk: deskOf(deps), value: valueIn(action), asked: { by: actor, request } },
          block: 'block_id' in action ? action.block_id : '',
          at: Number('action_ts' in action ? action.action_ts : Number.NaN) * second,
          async open(title, make) {
            await opening({ client, log: deps.log, trigger: body.trigger_id ?? '', title }, make);
            return null;
          },
        });
      });
    };
}

/** A link, of which Slack tells as well. */
export const pressOpen =
  () =>
  async ({ ack }: Pick<ActionArgs, 'ack'>): Promise<void> => {
    await ack();
  };

const said = (text: string, more?: string): Message => ({
  text,
  blocks: [section(text), ...(more === undefined ? [] : [context(more)])],
});

const nameOf = ({ job }: Pick<ShownAlert, 'job'>): string => typedLine(job.name, 200);

export const pressAcknowledge = button(async ({ desk, value, asked }) => {
  const shown = await desk.acknowledge({ ...asked, alert: value });
  const { acknowledged } = shown.alert;
  if (acknowledged === null) return said(`${nameOf(shown)} is over already: there is nothing to look after.`);
  if (acknowledged.id !== asked.by.id)
    return said(`${typedLine(acknowledged.name, 80)} looks after this already: ${nameOf(shown)}.`);
  return said(
    `You look after ${nameOf(shown)}, and the message says so.`,
    'You are not reminded every day any more. Other news still comes into its thread.',
  );
});

/** The menu: what is chosen is only how long, and its block says which alert is meant. */
export const pressSilence = button(async ({ desk, value, block, asked, at, open }) => {
  const alert = alertIn(block);
  if (alert === null) throw staleButton();
  if (value === silenceOption.other)
    return await open('Silence an alert', async () => silenceView(await desk.alert(alert)));
  const kind = silences.find((one) => one === value);
  if (!kind) throw staleButton();
  const { zone } = await desk.alert(alert);
  const shown = await desk.silence({ ...asked, alert, until: silenceEnd(kind, at, zone) });
  return silenced(shown);
});

export const pressSilenceForm = button(({ desk, value, open }) =>
  open('Silence an alert', async () => silenceView(await desk.alert(value))),
);

function silenced(shown: ShownAlert): Message {
  const { alert, zone } = shown;
  if (alert.silenced === null) return said(`${nameOf(shown)} is over already: there is nothing to silence.`);
  const { until } = alert.silenced;
  return said(
    `No news of ${nameOf(shown)} until ${when(until, showMoment(until, zone))}.`,
    'What happens meanwhile is told afterwards, in one message.',
  );
}

export const pressFile = button(({ desk, value, open }) =>
  open('File an issue', async () => fileView(value, await desk.issueFor(value))),
);

/** At an alert: for the release that the job holds back. */
export const pressWord = button(({ desk, value, open }) =>
  open('The group’s word', async () => {
    const { job, releases } = await desk.alert(value);
    const [first, ...others] = releases;
    if (first !== undefined) return wordView(job, [first, ...others]);
    throw new UserFault('no-release', 'This job holds no release back.', 'So it needs no word.');
  }),
);

/** The menu beside a job. */
export const pressJob = button(async ({ desk, value, block, asked, open }) => {
  if (value === jobOption.open) return null;
  const meant = jobRefOf(block);
  if (!meant) throw staleButton();
  const { release, job } = meant;
  if (value === jobOption.word)
    return await open('The group’s word', async () => wordView(await jobOf(desk, release, job), [release]));
  if (value === jobOption.manual)
    return await open('Record a manual test', async () => {
      const found = await jobOf(desk, release, job);
      const commit = found.columns.find((one) => one.commit !== null)?.commit ?? null;
      return manualView(found, release, commit);
    });
  const [, word] = new RegExp(`^${jobOption.endWord}:(\\d{1,9})$`).exec(value) ?? [];
  if (word === undefined) throw staleButton();
  const { group, authorName } = await desk.endWord({ ...asked, word: Number(word) });
  return said(
    `The word of ${typedLine(group, 80)} that ${typedLine(authorName, 80)} gave is taken back.`,
    'The job counts again as it stands.',
  );
});

/** Another page of the jobs. */
export const turnTests = button(async ({ deps, value }) => {
  const wanted = readPage(value);
  if (!wanted) throw staleButton();
  return testsMessage(await deps.showStatus(wanted.release), wanted.page);
});
