/** The buttons and menus of the test signal: at an alert's message, and beside the jobs of `/release-status tests`. */
import type { CiAsked, CiDesk } from '../../app/ports/ci.js';
import type { ShownAlert } from '../../domain/ci/shown-alert.js';
import { silenceEnd, silences } from '../../domain/ci/silence.js';
import { UserFault } from '../../domain/fault.js';
import { showMoment } from '../../domain/time.js';
import { alertIn, jobRefOf, readPage } from '../blocks/ci/deeds.js';
import { jobOption, silenceOption } from '../blocks/ci/names.js';
import { testsMessage } from '../blocks/ci/tests.js';
import { type Message, said } from '../blocks/parts/block.js';
import { when } from '../blocks/parts/text.js';
import { typedLine } from '../blocks/parts/typed.js';
import { deskOf, jobOf, staleButton } from '../ci/desk.js';
import { statusHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { fileView } from '../modals/ci/file.js';
import { manualView } from '../modals/ci/manual.js';
import { silenceView } from '../modals/ci/silence.js';
import { wordView } from '../modals/ci/word.js';
import { type ActionArgs, buttonWith, type Pressed } from './pressed.js';

interface PressedCi extends Omit<Pressed, 'asked'> {
  desk: CiDesk;
  showStatus: SlackDependencies['showStatus'];
  asked: CiAsked;
}

const withDesk = buttonWith(statusHelp, (deps) => ({ desk: deskOf(deps), showStatus: deps.showStatus }));

const button = (work: (pressed: PressedCi) => Promise<Message | null>) =>
  withDesk(({ asked: { actor, request }, ...pressed }) =>
    work({ ...pressed, asked: { by: actor, request } }),
  );

/** A link, of which Slack tells as well. */
export const pressOpen =
  () =>
  async ({ ack }: Pick<ActionArgs, 'ack'>): Promise<void> => {
    await ack();
  };

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
export const turnTests = button(async ({ showStatus, value }) => {
  const wanted = readPage(value);
  if (!wanted) throw staleButton();
  return testsMessage(await showStatus(wanted.release), wanted.page);
});
