/** A release as it is configured: what is tracked, how it is counted, and what must hold before it ships. */
import type { Calendar } from './calendar/phase.js';
import type { ChecklistSetting } from './checklist/checklist.js';
import type { JobSet } from './ci/settings.js';
import { UserFault } from './fault.js';
import type { Filter } from './filter.js';
import type { Gate } from './gates/gate.js';
import type { Severity } from './incident/settings.js';
import { nearest } from './nearest.js';
import type { SignOffSettings } from './signoff/settings.js';
import type { Waiving } from './waiver/waiver.js';

/** A kind of issue with a column of its own, e.g. flakes. */
export interface Kind {
  id: string;
  /** As a heading: `Flakes`. */
  title: string;
  filter: Filter;
  /** Whether the report has a list by group for it. */
  byGroup: boolean;
  /** Whether open ones without any milestone are counted in the whole repository. */
  withoutMilestone: boolean;
}

/** How groups are told from labels and what people call them. */
export interface Groups {
  /** What a group is called here: `SIG`, `team`. */
  noun: string;
  prefix: string;
  /** Slugs in lower case with a row of their own, in order; null gives every group that is seen a row. */
  rows: string[] | null;
  /** Display names by slug in lower case. */
  names: Record<string, string>;
  /** Slack users or user groups that reports may mention, by slug in lower case. */
  owners: Record<string, string>;
}

/** Who speaks for groups, and where they are told things, by slug in lower case. */
export interface GroupPeople {
  /** Slack users and user groups. */
  leads: Record<string, string[]>;
  /** Slack channels. */
  channels: Record<string, string[]>;
}

/** A phrase that is counted, within some of the issues. */
export interface Phrase {
  id: string;
  phrase: string;
  filter: Filter;
}

/** The milestone of a repository that a release reads. */
export interface MilestoneRef {
  /** `owner/name` */
  repository: string;
  /** The milestone's title. */
  milestone: string;
}

export interface Release {
  name: string;
  aliases: string[];
  issues: MilestoneRef;
  /** Where enhancements (features) are tracked, if anywhere. */
  enhancements: MilestoneRef | null;
  branch: string | null;
  /** Milestones that take what does not block this one. */
  nextMilestones: string[];
  /** IANA zone in which its days are named. */
  zone: string;
  groups: Groups;
  groupPeople: GroupPeople;
  kinds: Kind[];
  phrases: Phrase[];
  /** Label prefixes that are shown as a dimension, e.g. `priority/`. */
  dimensions: string[];
  gates: Gate[];
  /** How grave its incidents can be; empty where none are configured. */
  severities: Pick<Severity, 'id' | 'title' | 'blocks'>[];
  /** Its CI jobs, and after how many ms a reading of them counts no more; null: there is no test signal. */
  ci: { sets: JobSet[]; readWithin: number } | null;
  /** null: none is configured. */
  calendar: Calendar | null;
  /** null: the groups are not asked. */
  signOff: SignOffSettings | null;
  waiving: Waiving;
  /** The release team's own. */
  checklists: ChecklistSetting[];
  /** Whether the documents of its enhancements are read. */
  readsDocuments: boolean;
  /** Documents that were confirmed longer ago than this many ms are not known any more. */
  documentsWithin: number;
  /** The same for what its release notes are made from; null or left out: it has none. */
  notesWithin?: number | null;
  /** Figures older than this many ms are not known any more. */
  staleAfter: number;
}

/** What people call a group: `sig/api-machinery` is "API Machinery". */
export function groupName(groups: Groups, slug: string): string {
  // Slugs are made from labels, so one may be called like a property that every object has.
  const given = Object.hasOwn(groups.names, slug) ? groups.names[slug] : undefined;
  if (given) return given;
  return slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** `21 flakes`, `1 flake`: a kind's title as it stands in a sentence. */
export function countOfKind(count: number, kind: Kind): string {
  const many = kind.title.toLowerCase();
  return `${count} ${count === 1 ? many.replace(/(?<=[^s])s$/, '') : many}`;
}

/** The release's number without a leading v: `v1.6` is `1.6`. */
export function version(release: Pick<Release, 'issues'>): string {
  return release.issues.milestone.replace(/^v(?=\d)/, '');
}

/** What the release's boards are called by: `release-1.6` is `1.6`, `master` is itself; the version without a branch. */
const line = (release: Fillable): string =>
  release.branch?.replace(/^release-(?=\d)/, '') ?? version(release);

type Fillable = Pick<Release, 'name' | 'issues' | 'enhancements' | 'branch' | 'nextMilestones'>;

/**
 * Fills `{milestone}`, `{version}`, `{release}`, `{repository}`, `{enhancements}`, `{next}`, `{branch}` and `{line}` in
 * a text.
 */
export function fill(text: string, release: Fillable): string {
  const next = release.nextMilestones;
  const words: Record<string, string> = {
    milestone: release.issues.milestone,
    version: version(release),
    release: release.name,
    repository: release.issues.repository,
    enhancements: release.enhancements?.repository ?? '',
    branch: release.branch ?? '',
    line: line(release),
    next: next.length === 0 ? 'the next' : next.join(' or '),
  };
  return text.replace(/\{(\w+)\}/g, (whole, word: string) =>
    Object.hasOwn(words, word) ? (words[word] ?? whole) : whole,
  );
}

/**
 * The release a person named, ignoring case and a leading v; without a name the first one configured.
 * @throws UserFault `unknown-release`, with the nearest known name
 */
export function findRelease(releases: readonly Release[], name: string | null): Release {
  const [first] = releases;
  if (name === null && first) return first;
  const wanted = plainName(name ?? '');
  const found = releases.find((one) =>
    [one.name, ...one.aliases].some((known) => plainName(known) === wanted),
  );
  if (found) return found;
  const names = releases.map((one) => one.name);
  const close = nearest(name ?? '', names);
  throw new UserFault(
    'unknown-release',
    `There is no release "${(name ?? '').slice(0, 60)}" here.${close ? ` Did you mean ${close}?` : ''}`,
    `Releases: ${names.slice(0, 20).join(', ')}`,
  );
}

/** What is left of a release's name when it is compared. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, '');
}
