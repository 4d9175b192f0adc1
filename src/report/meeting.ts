/** The notes of a meeting as Markdown, in the form of a community's weekly notes: front matter, topics, what was said. */
import { monthNames } from '../domain/calendar/words.js';
import type { Point } from '../domain/meeting/event.js';
import type { KeptAction, Meeting } from '../domain/meeting/meeting.js';
import { dayOf, notesAddress } from '../domain/meeting/place.js';
import type { MeetingSeries } from '../domain/meeting/settings.js';
import type { Release } from '../domain/release.js';
import { isoDay } from '../domain/time.js';
import { plainLine, tidyLine } from './linked.js';
import { type References, references } from './references.js';

/** @param given.release null: it is not configured any more. @param given.web where issues are looked at */
export function meetingNotes(
  series: MeetingSeries,
  meeting: Meeting,
  { release, web }: { release: Pick<Release, 'issues'> | null; web: string },
): string {
  const links = references(release?.issues.repository ?? null, web);
  const blocks = [
    introOf(series, meeting),
    ...(meeting.attendees.length > 0
      ? [`Attendees: ${meeting.attendees.map(({ name }) => plainLine(name)).join(', ')}`]
      : []),
    ...topicsOf(series, meeting, links),
    ...actionsOf(series, meeting, links),
    ...attentionOf(meeting, links),
  ];
  const definitions = links.definitions();
  return [
    frontMatter(series, meeting),
    `${[...blocks, ...(definitions.length > 0 ? [definitions.join('\n')] : [])].join('\n\n')}\n`,
  ].join('\n');
}

/** JSON in quotes is YAML in quotes: nothing that stands in it ends the title or the front matter. */
function frontMatter(series: MeetingSeries, meeting: Meeting): string {
  const [year = '', month = '', date = ''] = dayOf(series, meeting).split('-');
  const title = `${tidyLine(series.title)} Notes - ${monthNames[Number(month) - 1]} ${Number(date)} ${year}`;
  const url = notesAddress(series, meeting);
  const { slug } = series;
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    `date: ${dayOf(series, meeting)}`,
    // What YAML would take for a number or a yes.
    `slug: ${/^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][a-z0-9-]*$/.test(slug) ? slug : JSON.stringify(slug)}`,
    ...(url === null ? [] : [`url: ${url}`]),
    '---',
  ].join('\n');
}

function introOf(series: MeetingSeries, meeting: Meeting): string {
  const intro =
    series.intro ||
    `What was talked about in the meeting ${series.title} about ${meeting.release}, as it was written down in Slack.`;
  const moved =
    meeting.moved === null
      ? ''
      : ` It was planned for ${isoDay(meeting.slot, series.times.zone)} and moved: ${meeting.moved}`;
  return plainLine(`${intro}${moved}`);
}

function topicsOf(series: MeetingSeries, meeting: Meeting, links: References): string[] {
  const { topics, points } = meeting;
  const list = topics.map(({ text, carried }) => {
    const from = carried ? ` (carried over from ${isoDay(carried.begins, series.times.zone)})` : '';
    return `* ${links.line(text)}${from}`;
  });
  const saidAbout = (topic: string | null) =>
    points.filter((one) => one.kind !== 'attention' && one.topic === topic).map((one) => said(one, links));
  const known = new Set<string | null>(topics.map(({ id }) => id));
  const section = (heading: string, lines: string[]) =>
    lines.length === 0 ? [] : [heading, lines.join('\n')];
  return [
    ...(list.length > 0 ? ['Discussion / Topics', list.join('\n')] : []),
    ...topics.flatMap(({ id, text }) => section(links.line(text), saidAbout(id))),
    ...section(
      list.length > 0 ? 'Also discussed' : 'Discussion',
      points
        .filter((one) => one.kind !== 'attention' && !known.has(one.topic))
        .map((one) => said(one, links)),
    ),
  ];
}

function attentionOf({ points, release }: Meeting, links: References): string[] {
  const asked = points.filter(({ kind }) => kind === 'attention');
  if (asked.length === 0) return [];
  return [
    `Attention requested for ${plainLine(release)} in the meeting`,
    asked.map((one) => said(one, links)).join('\n'),
  ];
}

function actionsOf(series: MeetingSeries, { actions }: Meeting, links: References): string[] {
  if (actions.length === 0) return [];
  const lineOf = ({ text, owner, due, issue, done }: KeptAction): string =>
    [
      `* ${links.line(text)}`,
      ...(owner ? [`(${plainLine(owner.name)})`] : []),
      ...(due === null ? [] : [`until ${isoDay(due, series.times.zone)}`]),
      ...(issue ? [links.item(issue.name, issue.url)] : []),
      ...(done ? [done.how === 'dropped' ? '- dropped' : '- done'] : []),
    ].join(' ');
  return ['Action items', actions.map(lineOf).join('\n')];
}

/** A line of its own that begins with a dash goes on with what stands before it: it is set in below it. */
function said({ kind, text, by }: Point, links: References): string {
  const [first = '', ...below] = entriesOf(text);
  const mark = kind === 'decision' ? '**Decision:** ' : '';
  const owner = kind === 'attention' ? ` (${plainLine(by.name)})` : '';
  return [
    `* ${mark}${links.line(first)}${owner}`,
    ...below.map((line) => `\n    * ${links.line(line)}`),
  ].join('\n');
}

function entriesOf(text: string): string[] {
  const entries: string[] = [];
  for (const line of text.split(/\r\n?|[\n\u2028\u2029\v\f]/)) {
    const [, entry] = /^\s*[-*•]\s+(\S.*)$/.exec(line) ?? [];
    const last = entries.length - 1;
    if (entry !== undefined || last < 0) entries.push(entry ?? line);
    else if (tidyLine(line) !== '') entries[last] = `${entries[last]} ${line}`;
  }
  return entries.filter((one) => tidyLine(one) !== '');
}
