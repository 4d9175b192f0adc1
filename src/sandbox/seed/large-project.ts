/** A project of any size for measurements: one milestone full of open issues spread over many groups. */

import type { LocalGitHub } from '../github/index.js';
import type { IssueSeed } from '../github/issues.js';
import { assignees, author } from './people.js';
import { type Random, random } from './random.js';
import { brokenRunTitle, bugTitle, flakeTitle } from './titles.js';

export interface LargeProjectOptions {
  /** Open issues in the milestone. */
  issues: number;
  groups: number;
  seed?: number;
  /** Everything is older than this, ms UTC. */
  at?: number;
  fullName?: string;
}

/** What was built, to check counts against. */
export interface LargeProject {
  readonly repo: string;
  readonly milestone: number;
  readonly milestoneTitle: string;
  readonly issues: number;
  readonly bugs: number;
  readonly flakes: number;
  /** Open issues by group slug. */
  readonly byGroup: Readonly<Record<string, number>>;
}

const DAY = 86_400_000;
const TITLE = 'v2.0';
/** Log lines in a body. */
const LINES = 16;

/** Adds the repository with its milestone; a tenth as many pull requests and closed issues come on top. */
export function seedLargeProject(
  github: Pick<LocalGitHub, 'addRepo' | 'addMilestone' | 'addIssues'>,
  options: LargeProjectOptions,
): LargeProject {
  const chance = random(options.seed ?? 2);
  const repo = options.fullName ?? 'acme/platform';
  const at = options.at ?? Date.UTC(2026, 0, 15, 12);
  const byGroup: Record<string, number> = {};
  const tally = { bugs: 0, flakes: 0 };
  const lines = Array.from({ length: 1_000 }, () => logLine(chance));
  const make = (index: number, counted: boolean): IssueSeed => {
    const group = `group-${String(1 + (index % options.groups)).padStart(2, '0')}`;
    const kind = chance.pick(['bug', 'flake', 'cleanup'] as const);
    if (counted) {
      byGroup[group] = (byGroup[group] ?? 0) + 1;
      if (kind !== 'cleanup') tally[`${kind}s`] += 1;
    }
    const createdAt = at - DAY - Math.floor(chance.next() * 90 * DAY);
    return {
      title:
        kind === 'flake'
          ? chance.below(3) === 0
            ? brokenRunTitle(chance)
            : flakeTitle(chance)
          : bugTitle(chance),
      body: largeBody(chance, lines),
      labels: [`sig/${group}`, `kind/${kind}`, `priority/P${chance.below(4)}`],
      milestone: TITLE,
      author: author(chance, 0.3),
      assignees: assignees(chance, 0.6),
      createdAt,
      updatedAt: createdAt + Math.floor(chance.next() * (at - createdAt)),
    };
  };
  github.addRepo({ fullName: repo, createdAt: at - 500 * DAY });
  const milestone = github.addMilestone(repo, {
    title: TITLE,
    createdAt: at - 100 * DAY,
    dueOn: at + 10 * DAY,
  });
  github.addMilestone(repo, { title: 'v2.1', createdAt: at - 50 * DAY });
  const some = Array.from({ length: Math.ceil(options.issues / 10) }, (_, index) => index);
  github.addIssues(repo, [
    ...Array.from({ length: options.issues }, (_, index) => make(index, true)),
    ...some.map((index) => ({ ...make(index, false), state: 'closed' as const })),
    ...some.map((index) => ({ ...make(index, false), pullRequest: { draft: index % 5 === 0 } })),
  ]);
  return { repo, milestone, milestoneTitle: TITLE, issues: options.issues, ...tally, byGroup };
}

function logLine(chance: Random): string {
  const time = `12:${10 + chance.below(50)}:${10 + chance.below(50)}`;
  return `I0${100 + chance.below(900)} ${time} ${bugTitle(chance)} pod-${chance.below(100_000)} code=${chance.below(512)}`;
}

/** About 1.5 kB of text in the shape of a bug report: some prose, a block of log lines, a list. */
function largeBody(chance: Random, lines: readonly string[]): string {
  const first = chance.below(lines.length - LINES);
  const log = lines.slice(first, first + LINES).join('\n');
  return `**What happened**: ${bugTitle(chance)} on a cluster of ${chance.below(5000)} nodes.\n\n\`\`\`\n${log}\n\`\`\`\n\n**Expected**: ${flakeTitle(chance)} passes.\n\n- Version: v1.${chance.below(40)}.${chance.below(20)}\n- Provider: gce\n- Kernel: 6.${chance.below(20)}\n`;
}
