/**
 * Who is reminded of what the release notes lack: whoever is known in Slack directly, all others where their group is
 * talked to, or else the release. One message for each place; the same is not said again before a week is over.
 */
import { shortHash } from '../short-hash.js';
import { day } from '../time.js';
import type { Gap } from './gap.js';

/** What one owner has to do, or what nobody is known for. */
export interface NagPart {
  /** GitHub logins; empty: nobody is known. */
  owners: string[];
  gaps: Gap[];
}

export interface Nag {
  /** A Slack person, or a channel. */
  place: string;
  isDirect: boolean;
  /** A message to a person has one. */
  parts: NagPart[];
  /** The same gaps have the same one. */
  hash: string;
}

export interface NagPlaces {
  /** Slack ids by GitHub login in lower case. */
  people: Readonly<Record<string, string>>;
  /** Slack channels by the slug of a group. */
  groups: Readonly<Record<string, string[]>>;
  /** Where the release is talked about. */
  channels: readonly string[];
}

/** Those who are known hear of it all in one message each; in the order of the gaps. */
export function nagsOf(gaps: readonly Gap[], places: NagPlaces): Nag[] {
  const direct = new Map<string, Gap[]>();
  const public_ = new Map<string, Map<string, NagPart>>();
  for (const gap of gaps) {
    const people = gap.owners.flatMap((login) => own(places.people, login.toLowerCase()) ?? []);
    for (const person of new Set(people)) direct.set(person, [...(direct.get(person) ?? []), gap]);
    if (people.length > 0) continue;
    for (const channel of channelsFor(gap, places)) {
      const parts = public_.get(channel) ?? new Map<string, NagPart>();
      const key = gap.owners.map((login) => login.toLowerCase()).join(' ');
      const part = parts.get(key) ?? { owners: gap.owners, gaps: [] };
      part.gaps.push(gap);
      public_.set(channel, parts.set(key, part));
    }
  }
  return [
    ...[...direct].map(([place, list]) => nag(place, true, [{ owners: [], gaps: list }])),
    ...[...public_].map(([place, parts]) => nag(place, false, [...parts.values()])),
  ];
}

/** Of its first group that has any. */
function channelsFor({ groups }: Gap, places: NagPlaces): readonly string[] {
  for (const group of groups) {
    const channels = own(places.groups, group) ?? [];
    if (channels.length > 0) return channels;
  }
  return places.channels;
}

/** Logins and slugs come from outside, and may be called like a property that every object has. */
const own = <T>(all: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(all, key) ? all[key] : undefined;

function nag(place: string, isDirect: boolean, parts: NagPart[]): Nag {
  const says = parts.flatMap(({ owners, gaps }) =>
    gaps.map(({ code, repository, number, title }) => [
      ...[owners.join(), code, repository, number],
      // A title that is worded better is no news.
      number === null ? title : '',
    ]),
  );
  return { place, isDirect, parts, hash: shortHash(JSON.stringify(says.map(String).sort())) };
}

/** Half a day is left to clocks that change and to nights without work. */
const again = 6.5 * day;

/** What is new since the last time, or was said a week ago. @param now ms, UTC */
export function nagsDue(
  nags: readonly Nag[],
  told: ReadonlyMap<string, { hash: string; at: number }>,
  now: number,
): Nag[] {
  return nags.filter(({ place, hash }) => {
    const last = told.get(place);
    return last === undefined || last.hash !== hash || Math.abs(now - last.at) >= again;
  });
}
