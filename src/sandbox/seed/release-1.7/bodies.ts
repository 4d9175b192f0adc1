/** The ways in which people of 2017 said in the description of a pull request what its release note is. */

const about =
  '**What this PR does / why we need it**:\nSee the commit messages.\n\n**Which issue this PR fixes**: none\n\n';
const fenced = (name: string, note: string) => `\`\`\`${name}\n${note}\n\`\`\``;

/** By name; each makes a description out of the words of a note. */
export const shapes = {
  /** As the template asks. */
  block: (note) => `${about}**Release note**:\n${fenced('release-note', note)}\n`,
  windows: (note) => `${about}**Release note**:\n${fenced('release-note', note)}\n`.replaceAll('\n', '\r\n'),
  blanks: (note) => `${about}${fenced('release-note  ', note)}\n`,
  /** Without the name of the block. */
  plain: (note) => `${about}**Release note**:\n\n${fenced('', note)}\n`,
  item: (note) => `${about}${fenced('release-note', `* ${note}`)}\n`,
  urgent: (note) => `${about}${fenced('release-note-action-required', note)}\n`,
  /** The word before the note says it. */
  said: (note) => `${about}**Release note**:\n${fenced('', `Action required: ${note}`)}\n`,
  quoted: () => `${about}${fenced('release-note', '"NONE"')}\n`,
  none: () => `${about}**Release note**:\n${fenced('release-note', 'NONE')}\n`,
  small: () => `${about}${fenced('release-note', 'none')}\n`,
  'n/a': () => `${about}${fenced('release-note', 'n/a')}\n`,
  empty: () => `${about}**Release note**:\n${fenced('release-note', '')}\n`,
  template: () =>
    `${about}**Release note**:\n<!-- Write your release note: -->\n${fenced('release-note', '')}\n`,
  /** Nothing about release notes at all. */
  bare: () => about,
} satisfies Record<string, (note: string) => string>;

export type Shape = keyof typeof shapes;
