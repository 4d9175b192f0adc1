/** Issues and pull requests as reference-style links, `[#12][1]`, numbered in the order in which they are first named. */
import { webAddress } from './escape.js';
import { addressPattern, bareLink, itemPattern, lineWithLinks, withoutEnd } from './linked.js';

export interface References {
  /** One line of what people typed. */
  line(text: string): string;
  /** @param name `owner/name#12` */
  item(name: string, url: string): string;
  /** `[1]: https://…`, one a line; empty where nothing was named. */
  definitions(): string[];
}

const short = String.raw`(?<![\w/&#.-])#([1-9]\d{0,8})(?!\w)`;
const places = new RegExp(`(${addressPattern})|(${itemPattern})|${short}`, 'giu');

/**
 * @param repository `owner/name`, of what is called `#12`; null: nothing is
 * @param web where issues are looked at
 */
export function references(repository: string | null, web: string): References {
  const base = web.replace(/\/+$/, '');
  const addresses: string[] = [];
  const issuePage = new RegExp(
    String.raw`^${base.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}/([\w-]{1,39}/[\w.-]{1,100})/(?:issues|pull)/([1-9]\d{0,8})$`,
    'i',
  );
  const called = (where: string, number: string): string =>
    where.toLowerCase() === repository?.toLowerCase() ? `#${number}` : `${where}#${number}`;

  function link(name: string, url: string): string | null {
    const address = webAddress(url);
    if (address === null) return null;
    if (!addresses.includes(address)) addresses.push(address);
    return `[${name.replace(/[\\`*_~]/g, '\\$&')}][${addresses.indexOf(address) + 1}]`;
  }
  function linkOf(match: RegExpMatchArray): { text: string; length: number } | null {
    const [found, typed, named, number] = match;
    if (typed !== undefined) {
      const clean = withoutEnd(typed);
      const [, where, page] = issuePage.exec(clean) ?? [];
      if (where === undefined || page === undefined) return bareLink(typed);
      const text = link(called(where, page), clean);
      return text === null ? null : { text, length: clean.length };
    }
    const [where = '', which = ''] = named?.split('#') ?? [repository ?? '', number];
    if (where === '') return null;
    const text = link(called(where, which), `${base}/${where}/issues/${which}`);
    return text === null ? null : { text, length: found.length };
  }
  return {
    line: (text) => lineWithLinks(text, places, linkOf),
    item(name, url) {
      const [where = '', number = ''] = name.split('#');
      return link(called(where, number), url) ?? lineWithLinks(name, places, () => null);
    },
    definitions: () => addresses.map((address, at) => `[${at + 1}]: ${address}`),
  };
}
