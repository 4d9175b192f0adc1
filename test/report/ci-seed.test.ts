/** The suites that failed on 16 March 2017, listed by the preset as the report of that day has them. */
import { expect, it } from '@jest/globals';
import { loadSettings } from '../../src/config/load.js';
import { nothingOfCi } from '../../src/domain/ci/board.js';
import type { Release } from '../../src/domain/release.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { job } from '../builders/ci.js';
import { status } from '../builders/status.js';

const web = 'https://k8s-testgrid.appspot.com';
/** Two blanks before what stands below the line above it. */
const published = [
  `- ${web}/google-gke#gci-gke-autoscaling`,
  `- ${web}/etcd-upgrades#gce-rollback-latest`,
  `- ${web}/release-1.6-all#gci-gke-serial-1.6`,
  `- ${web}/release-1.6-all#gke-serial-1.6`,
  `- ${web}/release-1.6-upgrade-skew#Summary`,
  `  - ${web}/release-1.6-upgrade-skew#gce-1.5-1.6-upgrade-cluster`,
  `  - ${web}/release-1.6-upgrade-skew#gce-1.5-1.6-upgrade-master`,
  `  - ${web}/release-1.6-upgrade-skew#gke-container_vm-1.5-container_vm-1.6-upgrade-master`,
  `  - ${web}/release-1.6-upgrade-skew#gke-gci-1.5-container_vm-1.6-upgrade-master`,
  `- ${web}/kubernetes-apps#charts-gce`,
];

it('the suites stand in the order of the published report, with those of the skew board below its summary', () => {
  const [of] = loadSettings(
    'preset: kubernetes-1.6\nci: {}\nreleases: { v1.6: { branch: release-1.6 } }',
    'test',
  ).releases as [Release];
  const tabs = published.map((line) => line.trim().slice(2)).filter((url) => !url.endsWith('#Summary'));
  const jobs = tabs
    .map((url) => {
      const [board = '', name = ''] = url.slice(web.length + 1).split('#');
      return job('rrr', { board, name, url });
    })
    // As they come from a database.
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const report = reportMarkdown(status({ of, ci: { ...nothingOfCi, jobs } }));
  const section = report.slice(report.indexOf('\n## Suite Failures')).split('\n\n')[0] ?? '';
  const lines = section.split('\n').flatMap((line) => {
    const [, indent, url] = /^( *)- \[[^\]]*\]\(([^)]*)\)/.exec(line) ?? [];
    return url === undefined ? [] : [`${indent}- ${url}`];
  });
  expect(lines).toEqual(published);
});
