/** What the enhancements of a release lack for its notes, each with whose it is and what to do. */
import type { Feature } from './feature.js';
import { lacksDocs } from './features.js';
import type { Gap, GapCode } from './gap.js';

/** @param noun what a group is called here: `SIG` */
export function featureGaps(features: readonly Feature[], noun: string): Gap[] {
  return features.flatMap((feature) => {
    const { repository, number, title, url, assignees, group } = feature;
    return lacksOf(feature, noun).map(([code, text, todo, blocks]) => ({
      ...{ code, repository, number, title, url },
      owners: [...assignees],
      groups: group === null ? [] : [group],
      ...{ text, todo, blocks },
    }));
  });
}

type Lack = [code: GapCode, text: string, todo: string, blocks: boolean];

function lacksOf(feature: Feature, noun: string): Lack[] {
  const { description, group, stage, kepStage, docs } = feature;
  const lacks: Lack[] = [];
  if (description === null)
    lacks.push([
      'feature-note',
      'Its issue has no one line for release notes',
      'Fill in the one-line description in the issue',
      true,
    ]);
  if (stage === null)
    lacks.push([
      'feature-stage-unknown',
      'Its issue does not say which stage it reaches in this release',
      'Add a label such as stage/alpha, or fill in the target of its stage',
      true,
    ]);
  if (group === null)
    lacks.push([
      'feature-group-unknown',
      `Its issue belongs to no ${noun}`,
      `Add the label of the ${noun} that answers for it`,
      true,
    ]);
  // A gate of its own counts these.
  if (lacksDocs(feature))
    lacks.push([
      'feature-docs',
      docs.length === 0
        ? 'There is no pull request for its documentation'
        : 'The pull request for its documentation was closed and not merged',
      'Open a pull request with a placeholder and name it in the issue, or write there that no documentation is needed',
      false,
    ]);
  if (stage !== null && kepStage !== null && stage !== kepStage)
    lacks.push([
      'feature-stage',
      `Its issue says ${stage}, and kep.yaml says ${kepStage}`,
      'Bring the two in line',
      false,
    ]);
  return lacks;
}
