/** The enhancements in a draft of the release notes: by group and stage, and which of them lack something. */
import { groupName } from '../release.js';
import { type DraftFeature, type DraftPart, nameOf, type Todo, todo, words } from './draft-part.js';
import type { NotesFacts } from './facts.js';
import type { Feature } from './feature.js';
import { byStage, lacksDocs, standingDocs } from './features.js';

export function featureParts(facts: NotesFacts): DraftPart[] {
  const { features, release, web } = facts;
  const { noun } = release.groups;
  const from = [...new Set(features.map(({ repository }) => repository))].sort();
  if (features.length === 0) return [words('No enhancement is in the milestone.')];
  const tracked = from.map((name) => ({ name, url: `${web}/${name}` }));
  const list = tracked.map((_, at) => `{${at + 1}}`).join(' and ');
  const lacking = features.map((one) => todoOf(one, noun)).filter(({ lacks }) => lacks.length > 0);
  const groups = new Map<string | null, Feature[]>();
  for (const one of features) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  const named = [...groups].map(([slug, some]) => ({
    isNone: slug === null,
    name: slug === null ? `Not assigned to a ${noun} yet` : groupName(release.groups, slug),
    some,
  }));
  return [
    words(`Each of them has an issue in ${list}, and a ${noun} that answers for it.`, ...tracked),
    ...(lacking.length === 0
      ? []
      : [todo('complete these in their issues; what is said there follows here by itself.', lacking)]),
    ...named
      .sort(
        (a, b) =>
          Number(a.isNone) - Number(b.isNone) || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1),
      )
      .map(
        ({ name, some }): DraftPart => ({
          ...{ is: 'group', name },
          features: some.toSorted(byStage).map(draftFeature),
        }),
      ),
  ];
}

function draftFeature(feature: Feature): DraftFeature {
  const { stage, description, title, url } = feature;
  return {
    stage,
    text: description === null ? { title } : { markdown: description },
    docs: standingDocs(feature),
    issue: { name: nameOf(feature), url },
  };
}

function todoOf(feature: Feature, noun: string): Todo {
  const { title, url, assignees, description, stage, group } = feature;
  return {
    item: { name: nameOf(feature), url },
    ...{ title, owners: assignees },
    lacks: [
      ...(lacksDocs(feature) ? ['no pull request for its documentation'] : []),
      ...(description === null ? ['no line for release notes'] : []),
      ...(stage === null ? ['no stage'] : []),
      ...(group === null ? [`no ${noun}`] : []),
    ],
  };
}
