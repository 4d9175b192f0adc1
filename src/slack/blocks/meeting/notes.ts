/** The notes of a meeting as they are now, privately: the Markdown itself, and where it can go. */
import type { Meeting } from '../../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../../domain/meeting/settings.js';
import { type Block, context, header, type Message } from '../parts/block.js';
import { clip, clipEscaped, link, plainText } from '../parts/text.js';
import { linkText, tidy } from '../parts/typed.js';
import { writeDeeds } from './deeds.js';
import { nameOf } from './words.js';

/** Characters that are looked at in a message; a file has all of it. */
const most = 6000;

export function notesMessage(
  { series, meeting }: { series: MeetingSeries; meeting: Meeting },
  markdown: string,
): Message {
  const title = `Notes: ${clip(tidy(nameOf(series, meeting, null)), 110)}`;
  const text = clip(plainText(markdown), most);
  const blocks: Block[] = [
    header(title),
    // In rich text nothing is read as a command.
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text.trim() || '–' }] }],
    },
    ...(markdown.length > text.length ? [context('The file has the rest.')] : []),
    ...(meeting.pull === null
      ? []
      : [context(`Up for review as ${link(meeting.pull.url, linkText(meeting.pull.name, 160))}`)]),
    ...(meeting.isUntouched ? [context('Nobody has added a word: they are not published.')] : []),
    writeDeeds(meeting.id, series.repository, meeting.pull !== null),
  ];
  return { text: clipEscaped(`${title}.`, 500), blocks };
}
