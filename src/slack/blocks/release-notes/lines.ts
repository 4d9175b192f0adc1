/** A gap, and a group of gaps, in a line. What pull requests say is of people outside: nothing of it acts here. */

import { plural } from '../../../domain/plural.js';
import { groupName, type Release } from '../../../domain/release.js';
import type { Gap } from '../../../domain/release-notes/gap.js';
import { type GapGroup, isWritable } from '../../../domain/release-notes/gap-list.js';
import { webUrl } from '../ci/lines.js';
import { link } from '../parts/text.js';
import { linkText, typedLine } from '../parts/typed.js';

/** `SIG Network`, `No SIG`. Not escaped. */
export function nameOfGroup({ groups }: Pick<Release, 'groups'>, group: string | null): string {
  return group === null ? `No ${groups.noun}` : `${groups.noun} ${groupName(groups, group)}`;
}

/** `*SIG Network* · 4 gaps, 3 of them serious` */
export function groupHead(release: Pick<Release, 'groups'>, { group, gaps, blocking }: GapGroup): string {
  return `*${typedLine(nameOfGroup(release, group), 120)}* · ${plural(gaps.length, 'gap')}${seriousOf(gaps.length, blocking)}`;
}

/** What a gate counts, in a word that is also right where none does. */
export function seriousOf(all: number, blocking: number): string {
  if (blocking === 0) return '';
  if (all === 1) return ', serious';
  return all === blocking ? ', all of them serious' : `, ${blocking} of them serious`;
}

/** `#123`, or `owner/name#123` where it is of another repository than the release's. */
function gapName({ repository, number }: Gap, release: Pick<Release, 'issues'>): string | null {
  if (number === null) return null;
  const isHere = repository === null || repository.toLowerCase() === release.issues.repository.toLowerCase();
  return isHere ? `#${number}` : `${repository}#${number}`;
}

/** `#123 title`, with a link. @param most characters of the title, once escaped */
export function gapTitle(gap: Gap, release: Pick<Release, 'issues'>, most: number): string {
  const name = gapName(gap, release);
  const url = gap.url === null ? null : webUrl(gap.url);
  const title = typedLine(gap.title, most) || '(no title)';
  if (name === null) return url === null ? title : link(url, linkText(gap.title, most));
  return `${url === null ? typedLine(name, 150) : link(url, linkText(name, 150))} ${title}`;
}

export function ownersOf({ owners }: Gap): string {
  const shown = owners.slice(0, 3).map((login) => typedLine(login, 60));
  const more = owners.length - shown.length;
  return shown.length === 0 ? 'no owner' : `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const dot = ({ blocks }: Gap): string => (blocks ? ':red_circle:' : '•');

/** On one line, where many stand below each other. */
export const gapLine = (gap: Gap, release: Pick<Release, 'issues'>, most: number): string =>
  `${dot(gap)}  ${gapTitle(gap, release, most)} · ${typedLine(gap.text, 160)} · ${ownersOf(gap)}`;

/** On two or three: what it is, what is wrong, and what to do where no button does it. */
export function gapText(gap: Gap, release: Pick<Release, 'issues'>): string {
  const todo = isWritable(gap) || gap.todo === '' ? '' : `\n${typedLine(gap.todo, 300)}`;
  return `${dot(gap)}  ${gapTitle(gap, release, 300)}\n${typedLine(gap.text, 300)} · ${ownersOf(gap)}${todo}`;
}
