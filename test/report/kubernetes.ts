/** The release v1.6 of Kubernetes with some issues of every sort, for what a report makes of them. */
import { loadSettings } from '../../src/config/load.js';
import type { Release } from '../../src/domain/release.js';
import { issue } from '../builders/issue.js';
import { enhancementsCensus, source } from '../builders/status.js';

export const kubernetes16 = loadSettings(
  'preset: kubernetes-1.6\nreleases: { v1.6: { next-milestones: [v1.6.1, v1.7] } }',
  'test',
).releases[0] as Release;

export const issues = [
  issue({ number: 1, title: 'broken test run', labels: ['kind/flake', 'sig/node', 'sig/network'] }),
  issue({ number: 2, labels: ['kind/flake'] }),
  issue({ number: 3, labels: ['kind/bug', 'sig/node'] }),
  issue({ number: 4, labels: ['kind/flake', 'sig/gone'] }),
  issue({ number: 5, labels: ['kind/bug'], milestone: null }),
];
export const features = source({
  repository: 'kubernetes/features',
  census: enhancementsCensus([issue({ number: 9 })], kubernetes16),
});
