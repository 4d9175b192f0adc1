/** The large project has the size it says, and its pages come as its counts promise. */

import { describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { startLocalGitHub } from '../../../src/sandbox/github/index.js';
import { seedLargeProject } from '../../../src/sandbox/seed/large-project.js';

describe('the large project', () => {
  it('has as many open issues in its milestone as asked, of every group, with bodies of real size', async () => {
    const github = await startLocalGitHub({ limits: 'none' });
    try {
      const project = seedLargeProject(github, { issues: 1_500, groups: 60, seed: 3 });
      const octokit = new Octokit({ baseUrl: github.url });
      const [owner = '', repo = ''] = project.repo.split('/');
      const all = await octokit.paginate(octokit.rest.issues.listForRepo, {
        owner,
        repo,
        milestone: String(project.milestone),
        per_page: 100,
      });
      const issues = all.filter(({ pull_request }) => !pull_request);
      expect(issues).toHaveLength(1_500);
      const with_ = (name: string) =>
        issues.filter(({ labels }) =>
          labels.some((label) => typeof label === 'object' && label.name === name),
        ).length;
      expect([with_('kind/bug'), with_('kind/flake')]).toEqual([project.bugs, project.flakes]);
      expect(Object.keys(project.byGroup)).toHaveLength(60);
      for (const [group, number] of Object.entries(project.byGroup))
        expect(with_(`sig/${group}`)).toBe(number);
      const size = issues.reduce((sum, { body }) => sum + (body?.length ?? 0), 0) / issues.length;
      expect(size).toBeGreaterThan(1_200);
      expect(size).toBeLessThan(2_000);
    } finally {
      await github.close();
    }
  });
});
