/** An action item of a meeting as an issue at GitHub: what is to be done, by whom, and where that was said. */
import type { KeptAction, Meeting } from '../domain/meeting/meeting.js';
import { dayOf } from '../domain/meeting/place.js';
import type { MeetingSeries } from '../domain/meeting/settings.js';
import { isoDay } from '../domain/time.js';
import { issueTitle, unreferring } from './action-issue.js';
import { webAddress } from './escape.js';
import { linkedLine, plainLine } from './linked.js';

export interface MeetingIssueWords {
  series: MeetingSeries;
  meeting: Meeting;
  action: KeptAction;
  /** Of the agenda in Slack; null: it is not known. */
  thread: string | null;
  web: string;
  /** Why nobody is assigned though it has an owner; null: somebody is, or it has none. */
  unassigned: string | null;
}

/** Nobody is mentioned in it: who is assigned hears of it by that. */
export function meetingIssue(words: MeetingIssueWords): { title: string; body: string } {
  const { series, meeting, action, thread, web, unassigned } = words;
  const linking = { known: new Map<string, string>(), web };
  const address = thread === null ? null : webAddress(thread);
  const name = `the meeting of ${dayOf(series, meeting)}`;
  const topic = meeting.topics.find(({ id }) => id === action.topic);
  const pull = meeting.pull && webAddress(meeting.pull.url);
  return {
    title: issueTitle(action.text),
    body: [
      linkedLine(action.text, linking),
      [
        `An action item of ${plainLine(series.title)}, ${address ? `[${name}](${address})` : name}`,
        topic ? `, about: ${linkedLine(topic.text, linking)}` : '.',
      ].join(''),
      ...(pull ? [`Notes: [${plainLine(meeting.pull?.name ?? '')}](${pull})`] : []),
      ...(action.owner
        ? [`Owner: ${plainLine(action.owner.name)}${unassigned ? ` (${plainLine(unassigned)})` : ''}`]
        : []),
      ...(action.due === null ? [] : [`Due: ${isoDay(action.due, series.times.zone)}`]),
    ]
      .map(unreferring)
      .join('\n\n')
      .concat('\n'),
  };
}
