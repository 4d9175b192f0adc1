/** Writes what is owed about an alert as deliveries: the message and its edits, news in its thread, the release leads. */

import { issueAbout, type TitledIssue } from '../../domain/ci/about.js';
import type { Alert } from '../../domain/ci/alert.js';
import type { Owed } from '../../domain/ci/hearing.js';
import type { Job } from '../../domain/ci/job.js';
import type { ShownAlert } from '../../domain/ci/shown-alert.js';
import { ownerAmong, releasesWith } from '../../domain/ci/watch.js';
import type { AlertLook } from '../../domain/ci/watched-alert.js';
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import type { Release } from '../../domain/release.js';
import type { CiRenderer } from '../ports/ci.js';

/** What the words need beside the record; read before the transaction. */
export interface Beside {
  /** Titles of open issues by repository in lower case. */
  titles: ReadonlyMap<string, readonly TitledIssue[]>;
  /** Slack users that are told directly. */
  leads: readonly string[];
}

export function shownAlert(
  alert: Alert,
  job: Job,
  releases: readonly Release[],
  titles: Beside['titles'],
): ShownAlert {
  const its = releasesWith(job, releases);
  const [first] = its;
  const repository = first?.issues.repository ?? null;
  const known = repository === null ? [] : (titles.get(repository.toLowerCase()) ?? []);
  return {
    alert,
    job,
    releases: its.map(({ name }) => name),
    zone: first?.zone ?? releases[0]?.zone ?? 'UTC',
    owner: ownerAmong(job, its),
    suggested: alert.issues.length > 0 ? null : issueAbout([...alert.tests, job.name], known),
    repository,
  };
}

/** Which repositories' issues may be suggested in what is owed. */
export function repositoriesOf(job: Job, alert: Alert, releases: readonly Release[]): string[] {
  if (alert.issues.length > 0) return [];
  return releasesWith(job, releases)
    .slice(0, 1)
    .map(({ issues }) => issues.repository.toLowerCase());
}

const headOf = (alert: Alert) => ({ purpose: 'ci-alert', subject: `alert ${alert.id}` });

export function deliveriesOf(
  { after, owed }: AlertLook,
  shown: ShownAlert,
  renderer: CiRenderer,
  leads: readonly string[],
): NewDelivery[] {
  const { alert, hearing } = after;
  const head = headOf(alert);
  const inThread = { revision: 1, thread: head, worthFor: 3 * aDay };
  const make = (
    one: Pick<NewDelivery, 'purpose' | 'subject' | 'destination' | 'revision' | 'thread' | 'worthFor'>,
    rich: Saying,
  ): NewDelivery => ({ ...one, content: { kind: 'message', rich, plain: null }, urgent: true });

  const wording = { message: null as Saying | null };
  const message = () => {
    wording.message ??= renderer.alert(shown);
    return wording.message;
  };
  const written = (one: Owed): NewDelivery[] => {
    if (one.kind === 'message') {
      const { place: destination, edition: revision } = one;
      return [make({ ...head, destination, revision, thread: null, worthFor: 7 * aDay }, message())];
    }
    if (one.kind === 'news') {
      const name = { purpose: 'ci-news', subject: `${head.subject}, news ${one.number}` };
      return [make({ ...name, ...inThread, destination: one.place }, renderer.news(shown, one.news))];
    }
    const name = { purpose: 'ci-escalation', subject: `${head.subject}, escalated ${one.at}` };
    const rich = renderer.escalation(shown);
    const people = leads.filter((lead) => /^[UW]/.test(lead));
    if (people.length > 0)
      return people.map((destination) => make({ ...name, ...inThread, destination, thread: null }, rich));
    // Nobody can be told directly: whoever reads along is.
    return hearing.places
      .filter(({ edition }) => edition > 0)
      .map(({ place: destination }) => make({ ...name, ...inThread, destination }, rich));
  };
  return owed.flatMap(written);
}
