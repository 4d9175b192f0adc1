/** Whether a new issue may report the same as an incident: by what it names, its words, and the version. Pure. */
import { namesItem, type Place } from '../named-items.js';
import { placeOf } from './sights.js';

/** What is known of the incident. */
export interface Told {
  /** The tracking issue, and what was attached as a duplicate. */
  issues: { name: string; title: string }[];
  title: string;
  /** Affected versions, in words. */
  versions: string;
}

export interface Report {
  /** `owner/name#12` */
  name: string;
  title: string;
  body: string;
}

/** What every second title has, and what says nothing about what is broken. */
const common = new Set(
  `a an and are as at be been but by can cannot could do does doesn don for from get getting gets had has have how if in
  into is isn it its no not of off on only or our out so that the their then there this to too up was wasn we were what
  when where which while why will with without won work working works would yet you your after all also any because
  add adds added check enable fix fixes fixed some support update updates
  before due during make making new non now still than them using use used via want bug error errors fail failed failing
  fails failure failures feature request issue issues problem question regression broken release version test tests`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words that tell reports apart, in lower case, each once. `NotReady` is two. */
export function wordsOf(title: string): string[] {
  const split = title
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase();
  const words = (split.match(/[\p{L}\p{N}]+(?:\.[\p{N}]+)*/gu) ?? [])
    .map((word) => (word.length > 4 ? word.replace(/(?<!s)s$/, '') : word))
    .filter((word) => word.length > 1 && !common.has(word) && !/^v?[\d.]+$/.test(word));
  return [...new Set(words)];
}

/** `init` is in `initializing`: people shorten what they type often. */
const isAlike = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a)));

/** `1.6.0` in `1.6.0 (all platforms)` */
export const versionsIn = (text: string): string[] => [
  ...new Set(text.match(/\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?/gi) ?? []),
];

const hasVersion = (text: string, version: string): boolean =>
  new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?![\\d]|\\.\\d)`, 'i').test(text);

/** How much a word says: the rarer, the more. */
export type Rarity = (word: string) => number;

/** How much rarer than the usual word a shared one has to be in all, and how much of the title has to be shared. */
const least = { words: 2, overlap: 0.34, weight: 5.5 };
/** What naming the affected version stands for. */
const versionCounts = { overlap: 0.12, weight: 2.5 };
/** Of a longer body nobody reads more. */
const mostBody = 20_000;

/**
 * @param weigh how much a word says, from the titles of other issues of the same repository
 * @returns why it may be the same, in words; null: it does not look so
 */
export function likeness(told: Told, report: Report, weigh: Rarity): string | null {
  const own = placeOf(report.name).repository;
  const text = `${report.title}\n${report.body.slice(0, mostBody)}`;
  const named = told.issues.find(({ name }) => namesItem(text, own, placeOf(name) satisfies Place));
  if (named) return `it names ${named.name}`;
  const theirs = wordsOf(report.title);
  const sources = [told.title, ...told.issues.map(({ title }) => title)].map(wordsOf);
  const version = versionsIn(told.versions).find((one) => hasVersion(text, one));
  const all = theirs.reduce((sum, word) => sum + weigh(word), 0);
  const shared = theirs.filter((word) => sources.some((words) => words.some((one) => isAlike(one, word))));
  const weight = shared.reduce((sum, word) => sum + weigh(word), 0) + (version ? versionCounts.weight : 0);
  const overlap =
    (all === 0 ? 0 : (weight - (version ? versionCounts.weight : 0)) / all) +
    (version ? versionCounts.overlap : 0);
  if (shared.length < least.words || overlap < least.overlap || weight < least.weight) return null;
  const words = shared
    .sort((a, b) => weigh(b) - weigh(a))
    .slice(0, 4)
    .map((word) => `“${word}”`);
  return `its title says ${words.join(', ')} too${version ? `, and it names ${version}` : ''}`;
}

/** The rarer a word is among the titles, the more it weighs. Among few titles all are rare. */
export function rarityIn(titles: readonly string[]): Rarity {
  const counts = new Map<string, number>();
  for (const title of titles)
    for (const word of wordsOf(title)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const all = Math.max(titles.length, 50);
  return (word) => Math.log((all + 1) / ((counts.get(word) ?? 0) + 0.5));
}
