/** What people can press at an alert and at a job, and how what is pressed says which one is meant. */
import type { Alert } from '../../../domain/ci/alert.js';
import { isOpen } from '../../../domain/ci/alert.js';
import type { Job } from '../../../domain/ci/job.js';
import { silences } from '../../../domain/ci/silence.js';
import type { Block } from '../parts/block.js';
import { plainText } from '../parts/text.js';
import { webUrl } from './lines.js';
import { ciAction, jobOption, silenceOption } from './names.js';

/** Slack's own limits: the value of an option is too short for the name of a job. */
const longest = { blockId: 255, value: 2000 };

const words = (text: string) => ({ type: 'plain_text', text: plainText(text), emoji: true });

/** Which job of which release, as the id of its block: there is no more room in an option. */
export interface JobRef {
  release: string;
  job: string;
}

const jobPrefix = 'ci_job:';

/** @param at tells the same job in two lists apart @returns null where it does not fit */
function jobBlockId({ release, job }: JobRef, at: string): string | null {
  const id = `${jobPrefix}${at}:${encodeURIComponent(release)}:${job}`;
  return id.length <= longest.blockId ? id : null;
}

/** @returns null: it was made by something else */
export function jobRefOf(blockId: string): JobRef | null {
  const [, release, job] = /^ci_job:[\d.]+:([^:]*):(.+)$/s.exec(blockId) ?? [];
  if (release === undefined || job === undefined) return null;
  try {
    return { release: decodeURIComponent(release), job };
  } catch {
    return null;
  }
}

/**
 * A job with its menu. One whose name is too long for that has none.
 * @param word the number of the word that is given for it; null: there is none
 */
export function jobBlock(
  {
    text,
    job,
    at,
    word = null,
  }: { text: string; job: Pick<Job, 'key' | 'url'>; at: string; word?: number | null },
  release: string,
): Block {
  const id = jobBlockId({ release, job: job.key }, at);
  const url = webUrl(job.url);
  const option = (value: string, said: string, more = {}) => ({ text: words(said), value, ...more });
  const options = [
    option(jobOption.word, 'Give the group’s word…'),
    ...(word === null ? [] : [option(`${jobOption.endWord}:${word}`, 'Take the word back')]),
    option(jobOption.manual, 'Record a manual test…'),
    ...(url === null ? [] : [option(jobOption.open, 'Open the job', { url })]),
  ];
  return {
    type: 'section',
    text: { type: 'mrkdwn', text },
    ...(id === null
      ? {}
      : { block_id: id, accessory: { type: 'overflow', action_id: ciAction.job, options } }),
  };
}

export const pageValue = (release: string, page: number): string => `${page} ${release}`;

/** @returns null: it was made by something else */
export function readPage(value: string): { release: string; page: number } | null {
  const [, page, release] = /^(\d{1,4}) (.+)$/s.exec(value) ?? [];
  return page === undefined || release === undefined ? null : { page: Number(page), release };
}

const alertPrefix = 'ci_alert:';

/** @returns null: it was made by something else */
export function alertIn(blockId: string): string | null {
  const [, id] = /^ci_alert:\d+:(.+)$/s.exec(blockId) ?? [];
  return id ?? null;
}

/** What can be done about an alert while it is open; nothing once it is over. */
export function alertDeeds({ alert, canFile }: { alert: Alert; canFile: boolean }): Block[] {
  // Whatever names it has to come back whole.
  if (!isOpen(alert) || alert.id.length > longest.value) return [];
  const button = (text: string, action: string, style?: 'primary') => ({
    ...{ type: 'button', text: words(text), action_id: action, value: alert.id },
    ...(style ? { style } : {}),
  });
  const id = `${alertPrefix}${alert.edition}:${alert.id}`;
  const fits = id.length <= longest.blockId;
  return [
    {
      type: 'actions',
      // Another edition is another block: what was chosen in the one before is not shown as chosen.
      ...(fits ? { block_id: id } : {}),
      elements: [
        ...(alert.acknowledged === null ? [button('Acknowledge', ciAction.acknowledge, 'primary')] : []),
        fits ? silenceMenu() : button('Silence…', ciAction.silenceForm),
        ...(canFile ? [button('File an issue…', ciAction.file)] : []),
        button('Give the group’s word…', ciAction.word),
      ],
    },
  ];
}

const silenceNames = { '2h': 'For 2 hours', tomorrow: 'Until tomorrow, 9:00' } as const;

function silenceMenu(): object {
  return {
    type: 'static_select',
    action_id: ciAction.silence,
    placeholder: words('Silence…'),
    options: [
      ...silences.map((value) => ({ text: words(silenceNames[value]), value })),
      { text: words('Until another time…'), value: silenceOption.other },
    ],
  };
}
