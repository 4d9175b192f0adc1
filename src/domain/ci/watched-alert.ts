/** A job is looked at: what becomes of its alert, and what is owed to whom. */
import type { Release } from '../release.js';
import { type Alert, isOpen, type Tell } from './alert.js';
import { stepAlert } from './alert-step.js';
import { runsOf } from './columns.js';
import { type Hearing, hear, isWaiting, nothingHeard, type Owed } from './hearing.js';
import type { Job } from './job.js';
import { type CiSettings, isHeld } from './settings.js';
import { ownerAmong, placesFor, releasesWith, rulesIn, watchersOf } from './watch.js';
import { type GroupWord, isUsedUp } from './word.js';

export interface AlertSettings {
  alerts: CiSettings['alerts'];
  releases: readonly Release[];
}

export interface Watched {
  job: Job;
  usual: number | null;
  isGone: boolean;
}

export interface KnownAlert {
  alert: Alert;
  hearing: Hearing;
}

export interface AlertLook {
  /** As it is to be stored. */
  after: KnownAlert;
  /** Something is to be stored. */
  isChanged: boolean;
  owed: Owed[];
}

/** @returns null: the job has no alert, and needs none */
export function lookAt(
  before: KnownAlert | null,
  { job, usual, isGone }: Watched,
  settings: AlertSettings,
  now: number,
): AlertLook | null {
  const [watcher] = watchersOf(job, settings.releases);
  const { alerts } = settings;
  // What nobody watches any more stays as it was seen last.
  if (!alerts.enabled || isGone || !watcher)
    return before && heard(before, before.alert, [], settings, job, now);
  const rules = rulesIn(watcher, job);
  const isUnheard = before !== null && isWaiting(before.alert, before.hearing);
  const { alert, tell } = stepAlert(before?.alert ?? null, job, rules, alerts, now, usual, isUnheard);
  if (alert === null) return null;
  if (before !== null && !tell.some(({ kind }) => kind === 'opened'))
    return heard(before, alert, tell, settings, job, now);
  // The first run that is known may be the same again, where the older ones are forgotten.
  const id = alert.id === before?.alert.id ? `${alert.id}+` : alert.id;
  const opened = { ...alert, id };
  return {
    ...heard({ alert: opened, hearing: nothingHeard }, opened, tell, settings, job, now),
    isChanged: true,
  };
}

/** What somebody did with an alert, or what became of its job: the same is told wherever it was heard. */
export function heard(
  before: KnownAlert,
  alert: Alert,
  tell: readonly Tell[],
  { alerts, releases }: AlertSettings,
  job: Pick<Job, 'key' | 'name' | 'board'>,
  now: number,
): AlertLook {
  const places = alerts.enabled ? placesFor({ alerts }, ownerAmong(job, releases), now) : [];
  const areLeadsHeld = isHeld(alerts.usual, now);
  const { hearing, owed } = hear(alert, tell, before.hearing, places, areLeadsHeld);
  const after = { alert, hearing };
  return { after, owed, isChanged: JSON.stringify(after) !== JSON.stringify(before) };
}

/** Its job is not there any more: the message says so, and waits for it to come back. */
export const isLost = (alert: Alert): Alert =>
  isOpen(alert) ? { ...alert, edition: alert.edition + 1 } : alert;

/** Words that the recovery of the job has used up, each by the rules of its release. */
export function usedUpBy(
  job: Job,
  usual: number | null,
  words: readonly GroupWord[],
  releases: readonly Release[],
): number[] {
  return words
    .filter((word) => word.job === job.key)
    .filter((word) => {
      const release = releasesWith(job, releases).find(({ name }) => name === word.release);
      if (!release) return false;
      const rules = rulesIn(release, job);
      return isUsedUp(word, runsOf(job, rules, usual), rules.green);
    })
    .map(({ id }) => id);
}
