/** What the use cases of post-mortems need beside those of incidents. */

import type { Incident } from '../../domain/incident/incident.js';
import type { Person } from '../../domain/person.js';
import type { Document } from '../../domain/postmortem/document.js';
import { tookPart } from '../../domain/postmortem/part.js';
import type { ActionItem } from '../../domain/postmortem/postmortem.js';
import type { Quiet } from '../../domain/quiet.js';
import { type IncidentDependencies, unknownIncident } from '../incident/dependencies.js';
import type { AtGitHubNow } from '../ports/incident.js';
import type { FoundItem } from '../ports/signoff-store.js';

/** What is written for people outside Slack. All pure. */
export interface PostMortemWords {
  /** Markdown */
  document(document: Document): string;
  /** @param given.unassigned why nobody is assigned though it has an owner; null: somebody is, or it has none */
  issue(given: {
    incident: Incident;
    action: ActionItem;
    /** Address of the head in Slack; null: it is not known. */
    thread: string | null;
    web: string;
    zone: string;
    unassigned: string | null;
  }): { title: string; body: string };
}

/** An action item as it is stored beside the record, so that nobody has to fold all of them. */
export interface KeptAction {
  incident: number;
  title: string;
  release: string;
  /** Of the head in Slack. */
  url: string | null;
  commander: Person;
  owners: Person[];
  action: ActionItem;
}

/** An issue of an action item, as it was looked at the last time. */
export interface FollowedIssue {
  incident: number;
  action: string;
  /** `owner/name#12` */
  issue: string;
  etag: string | null;
  /** ms, UTC; null: never */
  triedAt: number | null;
  isDone: boolean;
}

export interface ActionStore {
  /** Not done, the oldest first; without those of incidents under embargo. */
  open(): Promise<KeptAction[]>;
  /** With an issue: those that are open, and those that were done since; without those of incidents under embargo. */
  followed(doneSince: number): Promise<FollowedIssue[]>;
  looked(one: Pick<FollowedIssue, 'incident' | 'action' | 'etag' | 'triedAt'>): Promise<void>;
}

export interface PostMortemDependencies extends IncidentDependencies {
  words: PostMortemWords;
  actions: ActionStore;
  /** @returns null when it is as it was */
  issues: {
    item(repository: string, number: number, etag: string | null): Promise<FoundItem | null>;
  };
  /** What delivery has written at GitHub for an incident. */
  atGitHub(id: number): Promise<AtGitHubNow[]>;
  /** When nobody is reminded. */
  quiet: Quiet;
}

/** Those of them who are not there any more. Who cannot be asked about now is taken to be. */
export async function leftAmong(
  { workspace, log }: Pick<PostMortemDependencies, 'workspace' | 'log'>,
  people: readonly Pick<Person, 'id'>[],
): Promise<Set<string>> {
  const ids = [...new Set(people.map(({ id }) => id))].filter((id) => /^[UW]/.test(id));
  const there = await Promise.all(
    ids.map((id) =>
      workspace.person(id).then(
        (one) => one !== null,
        (error: unknown) => {
          log.debug({ err: error, user: id }, 'nobody could say whether somebody is still there');
          return true;
        },
      ),
    ),
  );
  return new Set(ids.filter((_, at) => !there[at]));
}

/** @throws UserFault `unknown-incident` */
export async function participants(
  { store }: Pick<PostMortemDependencies, 'store'>,
  incident: Incident,
): Promise<Person[]> {
  const record = await store.record(incident.id);
  if (!record) throw unknownIncident(incident.id);
  return tookPart(incident, record);
}
