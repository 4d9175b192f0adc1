/** What the parts of a post-mortem are called, and an action item in a line. */
import type { LessonList, Section, Status } from '../../../domain/postmortem/event.js';
import type { ActionItem } from '../../../domain/postmortem/postmortem.js';
import { showDay } from '../../../domain/time.js';
import { link } from '../parts/text.js';
import { linked, linkText, typedLine } from '../parts/typed.js';

export const sectionNames: Record<Section, string> = {
  summary: 'Summary',
  impact: 'Impact',
  'root-causes': 'Root causes',
  resolution: 'Resolution',
  detection: 'Detection',
};

export const listNames: Record<LessonList, string> = {
  well: 'What went well',
  wrong: 'What went wrong',
  lucky: 'Where we got lucky',
};

export const statusNames: Record<Status, string> = {
  draft: 'draft',
  pending: 'pending feedback',
  final: 'final',
};

/** @param now ms, UTC */
export const isOverdue = ({ due, done }: Pick<Stands, 'due' | 'done'>, now: number): boolean =>
  done === null && due !== null && due < now;

/** `kubeadm#250`: the repository's owner says little where room is short. */
export const shortIssue = (name: string): string => name.replace(/^[^/]*\//, '');

export const issueLink = ({ name, url }: { name: string; url: string }): string =>
  link(url, linkText(shortIssue(name), 80));

/** The owner in Slack, or at GitHub; null: nobody. */
export function ownerOf({ owner, login }: Pick<ActionItem, 'owner' | 'login'>): string | null {
  if (owner) return linked(owner);
  return login === null ? null : `${typedLine(login, 60)} (GitHub)`;
}

const endings = { said: 'done', closed: 'done: its issue is closed', dropped: 'will not be done' };

/** It is the end of a day. */
export const dueDay = (due: number, zone: string): string => showDay(due - 1, zone);

/** What is read of an action item, of a post-mortem or of a meeting, to say where it stands. */
interface Stands {
  due: number | null;
  issue: ActionItem['issue'];
  filing: object | null;
  done: Pick<NonNullable<ActionItem['done']>, 'how'> | null;
}

/** Where it stands, in words. */
export function standingOf(item: Stands, now: number, zone: string): string[] {
  const { done, issue, filing, due } = item;
  const tracked = issue === null ? (filing === null ? [] : ['its issue is on its way']) : [issueLink(issue)];
  if (done) return [`*${endings[done.how]}*`, ...tracked];
  return [
    ...tracked,
    ...(due === null
      ? []
      : [isOverdue(item, now) ? `*overdue*, due ${dueDay(due, zone)}` : `due ${dueDay(due, zone)}`]),
  ];
}

/** `prevent · nobody yet · kubeadm#250 · due 28 April 2017` */
export const itemLine = (item: ActionItem, now: number, zone: string): string =>
  [item.type, ownerOf(item) ?? (item.done ? 'nobody' : '*no owner*'), ...standingOf(item, now, zone)].join(
    ' · ',
  );
