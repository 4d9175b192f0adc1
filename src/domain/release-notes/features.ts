/** The enhancements of a milestone as the release notes name them: whose, how far, and where they are documented. */
import { isMilestone } from '../enhancement/about.js';
import { type Stage, stages } from '../enhancement/enhancement.js';
import type { Issue } from '../issue.js';
import type { DocsLink, Feature } from './feature.js';

type Target = (typeof stages)[number];

/** What the description of its issue says. */
export interface FeatureSaid {
  description: string | null;
  docs: { stage: Target | null; url: string }[];
  /** Stages for which no documentation is needed; null: none in particular. */
  noDocs: (Target | null)[];
  targets: Partial<Record<Target, string>>;
  groups: string[];
}

export interface FeatureSources {
  /** `repository`: `owner/name`. */
  issues: readonly (Pick<Issue, 'number' | 'title' | 'body' | 'url' | 'labels' | 'assignees'> & {
    repository: string;
  })[];
  read(body: string): FeatureSaid;
  /** What `kep.yaml` says of the enhancement with this number. */
  kepStage(number: number): Stage | null;
  /** As last looked at; nothing is known: `state` null and no pages. */
  docsState(url: string): Pick<DocsLink, 'state' | 'pages'>;
  /** The release's: `v1.7`. */
  milestone: string;
  /** Of labels that name a group: `sig/`. */
  groupPrefix: string;
  /** Of labels that name a stage. */
  stagePrefix?: string;
}

const allStages: readonly Stage[] = [...stages, 'deprecated', 'disabled', 'removed'];

/** In the order of the issues. */
export function featuresOf(sources: FeatureSources): Feature[] {
  return sources.issues.map((issue) => {
    const said = sources.read(issue.body);
    const stage = labelledStage(issue.labels, sources.stagePrefix ?? 'stage/') ?? targeted(said, sources);
    return {
      ...{ repository: issue.repository, number: issue.number, title: issue.title, url: issue.url },
      description: said.description,
      group: labelled(issue.labels, sources.groupPrefix)[0] ?? said.groups[0] ?? null,
      ...{ stage, kepStage: sources.kepStage(issue.number) },
      docs: docsFor(said, stage).map((url) => ({ url, ...sources.docsState(url) })),
      needsNoDocs: isWithoutDocs(said, stage),
      assignees: [...issue.assignees],
    };
  });
}

const labelled = (labels: readonly string[], prefix: string): string[] =>
  labels
    .map((label) => label.toLowerCase())
    .filter((label) => label.startsWith(prefix.toLowerCase()) && label.length > prefix.length)
    .map((label) => label.slice(prefix.length));

/** Of several the one that is furthest: labels of the stage before are often left. */
function labelledStage(labels: readonly string[], prefix: string): Stage | null {
  const words = labelled(labels, prefix).map((word) => (word === 'ga' ? 'stable' : word));
  return allStages.findLast((stage) => words.includes(stage)) ?? null;
}

/** The furthest stage that is to be reached in this release. */
const targeted = ({ targets }: FeatureSaid, { milestone }: FeatureSources): Stage | null =>
  stages.findLast((stage) => {
    const target = targets[stage];
    return target !== undefined && isMilestone(target, milestone);
  }) ?? null;

/** What is named for another stage was written for another release. */
const isFor = (of: Target | null, stage: Stage | null): boolean =>
  of === null || stage === null || of === stage;

const docsFor = ({ docs }: FeatureSaid, stage: Stage | null): string[] => [
  ...new Set(docs.filter((one) => isFor(one.stage, stage)).map(({ url }) => url)),
];

const isWithoutDocs = (said: FeatureSaid, stage: Stage | null): boolean =>
  docsFor(said, stage).length === 0 && said.noDocs.some((of) => isFor(of, stage));

/** Documentation that was given up is none. */
export const standingDocs = ({ docs }: Feature): DocsLink[] => docs.filter(({ state }) => state !== 'closed');

export const lacksDocs = (feature: Feature): boolean =>
  !feature.needsNoDocs && standingDocs(feature).length === 0;

/** By stage, alpha first and those without one last; of a stage the newest issue first. */
export function byStage(a: Feature, b: Feature): number {
  const place = ({ stage }: Feature) => (stage === null ? allStages.length : allStages.indexOf(stage));
  return place(a) - place(b) || b.number - a.number || (a.repository < b.repository ? -1 : 1);
}
