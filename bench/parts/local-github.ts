/** The local GitHub in a process of its own, so that its work is not mistaken for the bot's. */
import { startLocalGitHub } from '../../src/sandbox/github/index.js';
import { seedLargeProject } from '../../src/sandbox/seed/large-project.js';
import { answering } from './answering.js';
import { githubToken, type Project } from './project.js';

const projects = JSON.parse(process.argv[2] ?? '[]') as Project[];
const github = await startLocalGitHub({ limits: 'none', tokens: [{ token: githubToken, login: 'lead' }] });
for (const { repository, issues, groups } of projects) {
  seedLargeProject(github, { fullName: repository, issues, groups, at: Date.now() - 3_600_000 });
}
answering(github.url, ({ change, of }: { change: number; of: string }) => {
  for (let number = 1; number <= change; number++) {
    github.updateIssue(of, number, { title: `${github.issue(of, number).title} (again)` });
  }
  return change;
});
