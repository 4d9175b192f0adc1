/** What is news about an alert: each piece is told once, in few messages, and none gets lost. */
import { day } from '../time.js';
import { type Alert, isOpen, isSilenced, type News, type Told } from './alert.js';
import { sameCommit } from './commit.js';
import type { CommitRange } from './failing.js';
import type { AlertRules } from './settings.js';

/** A day of red is worth a reminder once it is over. */
const daysOf = ({ since }: Alert, now: number) => Math.max(0, Math.floor((now - since) / day));

const isSame = (one: string | null, other: string | null) => one === other || sameCommit(one, other);

/** What was not told yet. */
export function untold(alert: Alert, now: number): News[] {
  const { told, tests, range, issues, reopened, stage, acknowledged } = alert;
  const news: News[] = [];
  if (reopened > told.reopened) news.push({ kind: 'reopened', times: reopened });
  const names = tests.filter((name) => !told.tests.includes(name));
  if (names.length > 0) news.push({ kind: 'tests', names });
  if (!isSameRange(range, told.range)) news.push({ kind: 'range', range });
  const urls = issues.filter((url) => !told.issues.includes(url));
  if (urls.length > 0) news.push({ kind: 'issues', urls });
  const days = daysOf(alert, now);
  // Who said that they look after it is not asked every day.
  if (stage === 'red' && acknowledged === null && days > told.day) news.push({ kind: 'day', days });
  return news;
}

const isSameRange = (one: CommitRange, other: CommitRange) =>
  isSame(one.good, other.good) && isSame(one.bad, other.bad);

/**
 * The news that goes out now, and the alert with it told. What is held back, by a silence or because enough was said
 * today, stays untold and goes out later with the rest.
 */
export function tellNews(alert: Alert, rules: AlertRules, now: number): { alert: Alert; news: News[] } {
  // A clock that was put back makes the past lie ahead; that counts as today.
  const today = alert.told.at.filter((at) => at > now - day);
  const news = isOpen(alert) ? untold(alert, now) : [];
  if (news.length === 0 || isSilenced(alert, now) || today.length >= rules.newsPerDay)
    return { alert, news: [] };
  return { alert: { ...alert, told: { ...allTold(alert, now), at: [...today, now] } }, news };
}

/** Everything that stands in the alert's own message is told with it. */
export function allTold(alert: Alert, now: number): Told {
  const { tests, range, issues, reopened, told } = alert;
  return {
    tests: [...new Set([...told.tests, ...tests])],
    range,
    issues: [...new Set([...told.issues, ...issues])],
    day: Math.max(told.day, daysOf(alert, now)),
    reopened,
    at: told.at,
  };
}
