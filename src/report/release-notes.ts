/** A draft of the release notes as Markdown. What people outside wrote is only ever words, code, lists and links in it. */

import type { Draft } from '../domain/release-notes/draft.js';
import type { DraftFeature, DraftNote, DraftPart, Named, Todo } from '../domain/release-notes/draft-part.js';
import type { KnownIssue } from '../domain/release-notes/facts.js';
import { inOneLine, type ReadProse } from '../domain/release-notes/prose.js';
import { cutAfter } from '../domain/shorten.js';
import { webAddress } from './escape.js';
import { type ProseLinks, plainWords, proseLines, setIn, spanLines } from './prose.js';

/** In characters of what its author wrote. */
const longest = { note: 4_000, feature: 1_000, known: 1_000, carried: 20_000 };

interface Writing {
  links: ProseLinks;
  read: ReadProse;
}

/** Blocks with an empty line between them, and a line end at the end. @param read takes apart what people wrote */
export function releaseNotesMarkdown(draft: Draft, read: ReadProse): string {
  const writing = { links: { web: draft.web, repository: draft.repository }, read };
  const blocks: string[] = [];
  let before: DraftPart | null = null;
  for (const part of draft.parts) {
    const text = partText(part, writing);
    // Groups are entries of one list.
    if (part.is === 'group' && before?.is === 'group') blocks.push(`${blocks.pop() ?? ''}\n${text}`);
    else blocks.push(text);
    before = part;
  }
  return `${blocks.filter((text) => text !== '').join('\n\n')}\n`;
}

function partText(part: DraftPart, writing: Writing): string {
  switch (part.is) {
    case 'heading':
      return `${'#'.repeat(part.level)} ${plainWords(part.text)}`;
    case 'words':
      return withLinks(part.text, part.links);
    case 'todo':
      return todoText(part);
    case 'group':
      return [
        `- **${plainWords(part.name)}**`,
        ...part.features.map((one) => `  - ${featureLine(one, writing)}`),
      ].join('\n');
    case 'notes':
      return part.notes.map((note) => noteText(note, writing)).join('\n');
    case 'taken-back':
      return part.changes
        .map(
          ({ change, by }) =>
            `- ${link(change)} was taken back by ${link(by)}, so it is not in this release.`,
        )
        .join('\n');
    case 'known-issues':
      return part.issues.map((issue) => knownLine(issue, writing)).join('\n');
    case 'carried':
      return proseLines(writing.read(part.text, longest.carried).blocks, writing.links).join('\n');
  }
}

export function link({ name, url }: Named): string {
  const address = webAddress(url);
  return address === null ? plainWords(name) : `[${plainName(name) || plainWords(address)}](${address})`;
}

/** `#12` and `@ada` within a link refer to nothing and mention nobody. */
const plainName = (name: string): string =>
  /^(?:[\w.-]+\/[\w.-]+)?#\d+$/.test(name) ? name.replace(/_/g, '\\_') : plainWords(name);

const withLinks = (text: string, links: readonly Named[]): string =>
  text
    .split(/\{(\d)\}/)
    .map((part, at) => {
      const named = at % 2 === 1 ? links[Number(part) - 1] : undefined;
      return named ? link(named) : at % 2 === 1 ? '' : plainWords(part) === '' ? part : kept(part);
    })
    .join('');

/** With the blanks around it. */
const kept = (text: string): string =>
  `${/^\s/.test(text) ? ' ' : ''}${plainWords(text)}${/\s$/.test(text) ? ' ' : ''}`;

function todoText({ text, items, more }: Extract<DraftPart, { is: 'todo' }>): string {
  const list = items.map(todoLine);
  if (more > 0) list.push(`- and ${more} more`);
  const line = `TODO: ${plainWords(text)}`;
  return list.length === 0 ? line : `${line}\n\n${list.join('\n')}`;
}

function todoLine({ item, title, owners, lacks }: Todo): string {
  const who = owners.length === 0 ? '' : ` (${owners.slice(0, 5).map(author).join(', ')})`;
  const what = lacks.length === 0 ? '' : `: ${lacks.map(plainWords).join(', ')}`;
  return `- ${link(item)} ${short(title)}${who}${what}`;
}

const short = (title: string): string => plainWords(cutAfter(title, 200));

/** Nobody is told: a link is no mention. */
function author(login: string): string {
  return /^[a-z\d](?:[a-z\d_-]{0,99})$/i.test(login)
    ? `@\u200b${login.replaceAll('_', '\\_')}`
    : plainWords(login.slice(0, 100));
}

function featureLine({ stage, text, docs, issue }: DraftFeature, { links, read }: Writing): string {
  const words =
    'title' in text ? plainWords(text.title) : oneLine(text.markdown, longest.feature, { links, read });
  const pages = docs.map(({ url, state, pages }) =>
    state === 'merged' && pages.length > 0
      ? pages.map((page) => link({ name: 'docs', url: page })).join(', ')
      : link({ name: 'docs PR', url }),
  );
  const where = pages.length === 0 ? '' : ` (${pages.join(', ')})`;
  return `[${stage ?? 'TODO: stage'}] ${words}${where} (${link(issue)})`;
}

function oneLine(markdown: string, most: number, { links, read }: Writing): string {
  const { blocks, isCut } = read(markdown, most);
  const line = spanLines(inOneLine(blocks), links).join(' ');
  return `${line === '' ? plainWords(markdown.slice(0, most)) : line}${isCut ? '…' : ''}`;
}

function knownLine({ text, link: named }: KnownIssue, writing: Writing): string {
  return `- ${oneLine(text, longest.known, writing)}${named ? ` (${link(named)})` : ''}`;
}

function noteText(note: DraftNote, { links, read }: Writing): string {
  const own = { ...links, repository: note.repository };
  const { blocks, isCut } = read(note.text, longest.note);
  const name = note.repository === links.repository ? `#${note.number}` : `${note.repository}#${note.number}`;
  const more = isCut ? `… (it goes on in ${link({ name, url: note.url })}) ` : '';
  const end = `${more}(${link({ name, url: note.url })}, ${authorLink(note.author, links.web)})${groupsOf(note)}`;
  const lines = proseLines(blocks, own);
  // A list or code needs words before it, so that the entry is one.
  if (blocks[0]?.is !== 'paragraph')
    lines.unshift(
      `${short(note.title)}${lines.length === 0 ? '' : ':'}`,
      ...(blocks[0]?.is === 'list' || lines.length === 0 ? [] : ['']),
    );
  const last = lines.at(-1) ?? '';
  if (blocks.length === 0 || blocks.at(-1)?.is === 'paragraph') lines.splice(-1, 1, `${last} ${end}`);
  else lines.push('', end);
  return setIn(lines, '- ').join('\n');
}

const groupsOf = ({ groups }: DraftNote): string =>
  groups.length === 0 ? '' : ` [${groups.map(plainWords).join(', ')}]`;

function authorLink(login: string, web: string): string {
  const bot = /^([a-z\d-]{1,100})\[bot\]$/i.exec(login)?.[1];
  if (bot) return `[@${bot}](${web}/apps/${bot})`;
  return /^[a-z\d][a-z\d_-]{0,99}$/i.test(login)
    ? `[@${login.replaceAll('_', '\\_')}](${web}/${login})`
    : plainWords(login.slice(0, 100));
}
