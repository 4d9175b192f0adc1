/** What the merged pull requests lack for the release notes, whose it is, and what to do. */
import type { Gap } from './gap.js';
import type { NotedPull } from './pull.js';
import type { MissingWhy } from './said.js';

type Lack = Pick<Gap, 'code' | 'text' | 'todo' | 'blocks'>;

const whyMissing: Record<MissingWhy, string> = {
  'no-block': 'Its description has nothing for the release notes',
  empty: 'The release note in its description is empty',
  template: "Where its release note should be stands only the template's text",
};

/** Those that block first, then by number. What was taken back lacks nothing, and what takes something back needs no note. */
export function pullGaps(pulls: readonly NotedPull[]): Gap[] {
  const gaps = pulls
    .filter(({ revertedBy }) => revertedBy === null)
    .flatMap((pull) => lacks(pull).map((lack) => gapOf(pull, lack)));
  return gaps.sort((a, b) => Number(b.blocks) - Number(a.blocks) || (a.number ?? 0) - (b.number ?? 0));
}

function lacks(pull: NotedPull): Lack[] {
  const { said, saidBy, kinds, reverts } = pull;
  if (said.kind === 'missing')
    return reverts !== null
      ? []
      : [
          {
            code: 'no-note',
            text: whyMissing[said.why],
            todo: 'Write what users will notice, or NONE where they need not know of it',
            blocks: true,
          },
        ];
  if (said.kind === 'none')
    return reverts === null && kinds.includes('deprecation')
      ? [
          {
            code: 'none-on-deprecation',
            text: 'It deprecates something, and says that there is no release note',
            todo: 'Write what is deprecated, since when and what to use instead; or take the label off',
            blocks: true,
          },
        ]
      : [];
  // Of a cherry-pick the note is its parent's, where the same is told already.
  if (saidBy === 'parent' || !repeatsTitle(said.text, pull.title)) return [];
  return [
    {
      code: 'repeats-title',
      text: 'Its release note says no more than its title',
      todo: 'Write what changes for users, and what they may have to do',
      blocks: false,
    },
  ];
}

function gapOf(pull: NotedPull, lack: Lack): Gap {
  const { repository, number, title, url, author, authorIsBot, groups } = pull;
  return { ...lack, repository, number, title, url, owners: authorIsBot ? [] : [author], groups };
}

function repeatsTitle(note: string, title: string): boolean {
  const said = bare(note);
  return said !== '' && said === bare(title);
}

/** So much of a text is compared, in characters: no title is as long. */
const most = 2_000;

/** Only its words: without marks, what a script puts before a title, and words such as `fix:` and `action required`. */
function bare(text: string): string {
  const plain = text
    .slice(0, most)
    .toLowerCase()
    .replace(/\[([^\][]{1,300})\]\([^()\s]{0,500}\)/g, '$1')
    .replace(/^\s{0,9}automated cherry[ -]?pick of (?:#\d{1,9}[,\s]{0,3}){1,20}:?/, '')
    .replace(/^\W{0,5}action required\W{0,5}/, '')
    .replace(/^\s{0,9}(?:\[[^\]]{0,40}\]\s{0,3}){1,5}/, '')
    .replace(
      /^\s{0,9}(?:fix|feat|feature|bug|bugfix|docs?|chore|refactor|perf|cleanup)(?:\([^()]{0,40}\))?!?:\s/,
      '',
    )
    .replace(/\((?:fix(?:es)?\s)?#\d{1,9}\)\s{0,5}$/, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ').replace(/^(?:fixe?s|fixed)\b/, 'fix');
}
