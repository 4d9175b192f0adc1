/** Pull requests of a seeded day: they sit in the milestone, and must never be counted as issues. */

import type { IssueSeed } from '../github/issues.js';
import { author } from './people.js';
import type { Random } from './random.js';
import { bugTitle, flakeTitle } from './titles.js';

/** Open, merged and abandoned pull requests in `v1.6`; merged ones say in their bodies what the notes should say. */
export function seedPulls(chance: Random, at: number): IssueSeed[] {
  const pull = (index: number): IssueSeed => {
    const fate = index % 4;
    const note = chance.pick(['A fix worth telling users about.', 'NONE', '']);
    const label =
      note === '' ? 'release-note-label-needed' : note === 'NONE' ? 'release-note-none' : 'release-note';
    return {
      title: index % 3 === 0 ? `Deflake ${flakeTitle(chance)}` : `Fix: ${bugTitle(chance)}`,
      body: `**What this PR does**: mends it; see the broken test run.\n\n\`\`\`release-note\n${note}\n\`\`\`\n`,
      milestone: 'v1.6',
      labels: [index % 3 === 0 ? 'kind/flake' : 'kind/bug', label, 'cncf-cla: yes'],
      author: author(chance, 0),
      state: fate === 0 ? 'open' : 'closed',
      pullRequest: {
        mergedAt: fate === 0 || fate === 3 ? null : at,
        draft: fate === 0 && index % 8 === 0,
        base: 'master',
      },
    };
  };
  return Array.from({ length: 48 }, (_, index) => pull(index));
}
