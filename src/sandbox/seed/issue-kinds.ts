/** The kinds of issue that Kubernetes 1.6 had, one function each: what a person or a robot writes when opening one. */

import type { IssueSeed } from '../github/issues.js';
import { assignees, author } from './people.js';
import type { Random } from './random.js';
import { brokenRunTitle, bugTitle, featureTitle, flakeTitle, jobName } from './titles.js';

/** A flake; `broken` says "broken test run" in its title and text. `labels` come on top of kind and priority. */
export function flake(
  chance: Random,
  labels: readonly string[],
  milestone: string | null,
  broken: boolean,
): IssueSeed {
  const title = broken ? brokenRunTitle(chance) : flakeTitle(chance);
  const run = `Failed: https://k8s-gubernator.appspot.com/build/${jobName(chance)}/${1000 + chance.below(9000)}/`;
  return {
    title,
    body: `${run}\n\n${broken ? 'The job stopped before its tests: broken test run.' : 'The test failed and passed on a retry.'}`,
    milestone,
    labels: ['kind/flake', priority(chance), ...labels],
    author: author(chance, 0.8),
    assignees: assignees(chance, 0.5),
  };
}

/** A bug that is no flake. */
export function bug(chance: Random, milestone: string | null): IssueSeed {
  const sig = chance.pick(['node', 'network', 'storage', 'apps', 'cluster-lifecycle']);
  return {
    title: bugTitle(chance),
    body: 'Seen on a fresh cluster.\n\nSteps:\n1. Start the cluster\n2. Watch the logs\n',
    milestone,
    labels: ['kind/bug', priority(chance), ...(chance.below(4) === 0 ? [] : [`sig/${sig}`])],
    author: author(chance, 0.1),
    assignees: assignees(chance, 0.7),
  };
}

/** Neither bug nor flake. */
export function other(chance: Random, milestone: string): IssueSeed {
  const kind = chance.pick(['kind/cleanup', 'kind/documentation', 'kind/feature']);
  return {
    title: `Document ${featureTitle(chance)}`,
    body: 'To be settled before the release.',
    milestone,
    labels: [kind, priority(chance)],
    author: author(chance, 0),
    assignees: assignees(chance, 0.6),
  };
}

/** An issue of `kubernetes/features`. */
export function feature(chance: Random, milestone: string, state: 'open' | 'closed'): IssueSeed {
  return {
    title: featureTitle(chance),
    body: '# Feature Description\n- One-line feature description: to be written\n- Primary contact: to be named\n',
    milestone,
    state,
    labels: [
      `stage/${chance.pick(['alpha', 'beta', 'stable'])}`,
      `sig/${chance.pick(['apps', 'auth', 'node'])}`,
    ],
    author: author(chance, 0),
    assignees: assignees(chance, 0.8),
  };
}

function priority(chance: Random): string {
  return `priority/P${chance.below(4)}`;
}
