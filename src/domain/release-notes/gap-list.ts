/** The gaps of a release as people look through them: some of them, by group and then by owner. */

import { UserFault } from '../fault.js';
import { nearest } from '../nearest.js';
import { type Groups, groupName } from '../release.js';
import { cutAfter } from '../shorten.js';
import type { Gap, GapCode } from './gap.js';

/** `group`: its slug; null: those of no group. */
export type GapFilter =
  | { by: 'all' | 'blocking' | 'mine' }
  | { by: 'code'; code: GapCode }
  | { by: 'group'; group: string | null };

/** Each with what it is called in a list. */
export const gapNames: Record<GapCode, string> = {
  'no-note': 'no note',
  'none-on-deprecation': 'NONE on a deprecation',
  'repeats-title': 'only repeats the title',
  'not-in-draft': 'missing in the draft',
  'no-pull': 'entry without a pull request',
  'feature-docs': 'no docs pull request',
  'feature-note': 'feature without a note',
  'feature-stage-unknown': 'feature without a stage',
  'feature-group-unknown': 'feature without a group',
  'feature-stage': 'another stage in kep.yaml',
};

export const gapCodes = Object.keys(gapNames) as GapCode[];

/** Those that a note mends. */
const mended: readonly GapCode[] = ['no-note', 'none-on-deprecation', 'repeats-title'];

/** Whether somebody can mend it by writing the note of a pull request. */
export const isWritable = (gap: Gap): gap is Gap & { number: number } =>
  gap.number !== null && mended.includes(gap.code);

/** The first group that it names: a gap stands in one place of a list. */
export const groupOf = ({ groups }: Gap): string | null => groups[0] ?? null;

export const sameLogin = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** @param logins of whoever looks: theirs are those that they answer for */
export const gapsOf = (gaps: readonly Gap[], filter: GapFilter, logins: readonly string[]): Gap[] =>
  gaps.filter((gap) => belongs(gap, filter, logins));

function belongs(gap: Gap, filter: GapFilter, logins: readonly string[]): boolean {
  switch (filter.by) {
    case 'all':
      return true;
    case 'blocking':
      return gap.blocks;
    case 'mine':
      return gap.owners.some((owner) => logins.some((login) => sameLogin(owner, login)));
    case 'code':
      return gap.code === filter.code;
    case 'group':
      return groupOf(gap) === filter.group;
  }
}

export interface GapGroup {
  /** null: of no group. */
  group: string | null;
  gaps: Gap[];
  blocking: number;
}

/** The group with most that blocks first; what belongs to no group comes last. Within a group by owner. */
export function gapsByGroup(gaps: readonly Gap[]): GapGroup[] {
  const found = new Map<string | null, Gap[]>();
  for (const gap of gaps) {
    const group = groupOf(gap);
    const its = found.get(group);
    if (its) its.push(gap);
    else found.set(group, [gap]);
  }
  return [...found]
    .map(([group, its]) => ({ group, gaps: byOwner(its), blocking: its.filter((one) => one.blocks).length }))
    .sort(
      (a, b) =>
        Number(a.group === null) - Number(b.group === null) ||
        b.blocking - a.blocking ||
        b.gaps.length - a.gaps.length ||
        compare(a.group ?? '', b.group ?? ''),
    );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** One after the other as they are owned; those that block come first with each. Nobody's stand last. */
function byOwner(gaps: readonly Gap[]): Gap[] {
  const owner = ({ owners }: Gap) => owners[0]?.toLowerCase() ?? '\uffff';
  return [...gaps].sort(
    (a, b) =>
      compare(owner(a), owner(b)) ||
      Number(b.blocks) - Number(a.blocks) ||
      (a.number ?? 0) - (b.number ?? 0) ||
      compare(a.code, b.code),
  );
}

/**
 * What somebody typed: `all`, `blocking`, `mine`, a code, or a group by its slug or name.
 * @throws UserFault `unknown-filter` with the nearest right word
 */
export function filterTyped(typed: string, gaps: readonly Gap[], groups: Groups): GapFilter {
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, '-');
  const word = plain(typed);
  if (word === '' || word === 'all') return { by: 'all' };
  if (word === 'mine') return { by: word };
  if (word === 'serious' || word === 'blocking') return { by: 'blocking' };
  const code = gapCodes.find((one) => one === word || plain(gapNames[one]) === word);
  if (code) return { by: 'code', code };
  const known = [...new Set(gaps.flatMap((gap) => groupOf(gap) ?? []))];
  const group = known.find((slug) => {
    const names = [slug, plain(groupName(groups, slug))];
    return names.some((name) => [name, `${plain(groups.noun)}-${name}`].includes(word));
  });
  if (group !== undefined) return { by: 'group', group };
  const close = nearest(word, ['serious', 'mine', 'all', ...gapCodes, ...known]);
  throw new UserFault(
    'unknown-filter',
    `There are no gaps called "${short(typed)}".${close ? ` Did you mean \`${close}\`?` : ''}`,
    `After \`gaps\` comes nothing, \`serious\`, \`mine\`, a ${groups.noun}, or one of: ${gapCodes.join(', ')}.`,
  );
}

const short = (text: string): string => cutAfter(text.replace(/[\s\p{Cc}]+/gu, ' ').trim(), 40);

/** Without spaces, for what a button carries. */
export function writeFilter(filter: GapFilter): string {
  if (filter.by === 'code') return `code:${filter.code}`;
  if (filter.by === 'group') return `group:${filter.group === null ? '' : encodeURIComponent(filter.group)}`;
  return filter.by;
}

/** @returns null: it was made by something else */
export function readFilter(text: string): GapFilter | null {
  if (text === 'all' || text === 'blocking' || text === 'mine') return { by: text };
  const [kind, value] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
  if (kind === 'code') {
    const code = gapCodes.find((one) => one === value);
    return code ? { by: 'code', code } : null;
  }
  if (kind !== 'group') return null;
  try {
    return { by: 'group', group: value === '' ? null : decodeURIComponent(value) };
  } catch {
    return null;
  }
}

/** GitHub logins of a person in Slack, as they are configured. */
export const loginsOf = (people: Readonly<Record<string, string>>, user: string): string[] =>
  Object.keys(people).filter((login) => people[login] === user);
