/** A post-mortem as Markdown, in the form that release teams publish theirs in. What only people can write says TODO. */
import type { Document } from '../domain/postmortem/document.js';
import { type Step, stepNames } from '../domain/postmortem/durations.js';
import { type LessonList, type Section, sections, statuses } from '../domain/postmortem/event.js';
import type { ActionItem } from '../domain/postmortem/postmortem.js';
import { sectionNames, statusName } from '../domain/postmortem/status.js';
import { isoDay, showDuration } from '../domain/time.js';
import { itemLink, type Linking, linkedBlocks, linkedLine, plainLine, tidyLine } from './linked.js';

const todo = '*TODO*';

const lists: [LessonList, string][] = [
  ['well', 'What went well'],
  ['wrong', 'What went wrong'],
  ['lucky', 'Where we got lucky'],
];

/** Blocks with an empty line between them, and a line end at the end. */
export function postMortemMarkdown(document: Document): string {
  const { incident, owners, collaborators, zone } = document;
  const linking = linkingOf(document);
  const title = `Postmortem: ${plainLine(incident.facts.title)}`;
  const names = (people: readonly { name: string; hasLeft?: boolean }[]) =>
    people.map(({ name, hasLeft }) => plainLine(name) + (hasLeft ? ' (has left)' : '')).join(', ');
  return [
    `${title}\n${'='.repeat([...title].length)}`,
    `**Incident Date:** ${isoDay(incident.declaredAt, zone)}`,
    `**Owners:** ${names(owners)}`,
    `**Collaborators:** ${names(collaborators) || 'none'}`,
    `**Status:** ${statusLine(incident.postmortem.status)}`,
    ...sections.flatMap((one) => sectionBlocks(document, one, linking)),
    '**Lessons Learned:**',
    ...lists.flatMap(([list, heading]) => [`**${heading}**`, lessonsOf(document, list, linking)]),
    '**Action Items:**',
    actionTable(incident, linking),
    '**Timeline**',
    `All times are in 24-hour ${plainLine(zone)}.`,
    ...durations(document),
    ...timeline(document, linking),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Names that are known to be issues and pull requests, in lower case. */
function linkingOf({ incident, web }: Document): Linking {
  const { facts, github, postmortem } = incident;
  const items = [
    ...github.linked,
    ...(facts.issue ? [facts.issue] : []),
    ...postmortem.actions.flatMap(({ issue }) => issue ?? []),
  ];
  return { known: new Map(items.map(({ name, url }) => [name.toLowerCase(), url])), web };
}

function statusLine(status: (typeof statuses)[number]): string {
  const all = statuses.map((one) => (one === status ? `**${statusName(one)}**` : statusName(one)));
  return `\\[${all.join(' | ')}\\]`;
}

/** The first paragraph stands beside its heading; a list cannot. */
function sectionBlocks({ says }: Document, section: Section, linking: Linking): string[] {
  const heading = `**${sectionNames[section]}:**`;
  const [first = todo, ...more] = linkedBlocks(says[section].text, linking);
  return /^\s*- /.test(first) ? [heading, first, ...more] : [`${heading} ${first}`, ...more];
}

function lessonsOf({ incident }: Document, list: LessonList, linking: Linking): string {
  const lessons = incident.postmortem.lessons.filter((one) => one.list === list);
  if (lessons.length === 0) return `- ${openOr(incident, 'None was written down.')}`;
  return lessons.map(({ text }) => lesson(text, linking)).join('\n');
}

/** What stands below its first line is set in, so that it stays part of it. */
function lesson(text: string, linking: Linking): string {
  const [first = '', ...more] = linkedBlocks(text, linking).join('\n\n').split('\n');
  const begun = first.replace(/^\s*- /, '');
  return [`- ${begun}`, ...more.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

/** Once others are asked for feedback nothing is left to do by those who wrote it. */
const openOr = ({ postmortem }: Document['incident'], words: string): string =>
  postmortem.status === 'draft' ? todo : words;

const cell = (text: string) => text.replaceAll('\n', ' ');

function actionTable(incident: Document['incident'], linking: Linking): string {
  const rows = incident.postmortem.actions.map(({ text, type, owner, login, issue, done, filing }) => [
    linkedLine(text, linking),
    type,
    plainLine(owner?.name ?? login ?? ''),
    done ? doneWords(done.how, issue, linking) : issueCell(issue, filing?.repository ?? null, linking),
  ]);
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [
    line(['**Item**', '**Type**', '**Owner**', '**Issue**']),
    '|---|---|---|---|',
    ...(rows.length === 0 ? [line([openOr(incident, 'None'), '', '', ''])] : rows.map(line)),
  ].join('\n');
}

function doneWords(how: string, issue: ActionItem['issue'], linking: Linking): string {
  const word = how === 'dropped' ? 'not planned' : 'DONE';
  return issue ? `${word} (${issueCell(issue, null, linking)})` : word;
}

function issueCell(issue: ActionItem['issue'], repository: string | null, linking: Linking): string {
  if (issue) return itemLink(issue.name, linking)?.text ?? plainLine(issue.name);
  return repository === null ? '' : `to be opened in ${plainLine(repository)}`;
}

/** Since the declaration, with days. */
function durations({ incident, steps }: Document): string[] {
  const told = (Object.keys(stepNames) as Step[]).flatMap((step) => {
    const at = steps[step];
    if (at === undefined) return [];
    const span = at - incident.declaredAt;
    return [`${stepNames[step]} ${span < 60_000 ? 'at once' : `after ${showDuration(span)}`}`];
  });
  return told.length === 0 ? [] : [`From the declaration on: ${told.join(', ')}.`];
}

type Line = Document['days'][number]['lines'][number];

function timeline({ days, zone }: Document, linking: Linking): string[] {
  return days.flatMap(({ lines }) => {
    const at = lines[0]?.at ?? null;
    const title = at === null ? 'No time yet' : isoDay(at, zone).replaceAll('-', '/');
    const entries = lines.map((line: Line & { about?: { name: string; url: string } }) => {
      const said = line.parts.map(({ text, owner }) => tidyLine(text + (owner?.name ?? ''))).join(' · ');
      return `> ${`${line.clock} ${linkedLine(said, linking, line.about ?? null)}`.trim()}`;
    });
    return [`**${title}**`, entries.join('\n>\n')];
  });
}
