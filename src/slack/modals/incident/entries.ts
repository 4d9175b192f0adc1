/** What people wrote into the timeline, each with a way to change it or to take it out. */
import type { TimelineEntry } from '../../../domain/incident/event.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { showMoment } from '../../../domain/time.js';
import { type Block, context } from '../../blocks/parts/block.js';
import { when } from '../../blocks/parts/text.js';
import { entryBlocks as listed, mostEntries } from '../entry.js';
import { type Modal, modal, plain } from '../modal.js';
import { typedLine } from './incidents.js';
import { writeMetadata } from './metadata.js';
import { incidentModal, modalButton } from './names.js';

export const entriesPerPage = mostEntries;

/**
 * @param zone IANA, for where Slack cannot show a moment in the reader's own
 * @param after how many newer ones are left out; beyond the last page the last page is shown
 */
export function entriesView({ id, timeline }: Incident, zone: string, after = 0): Modal {
  const last = Math.max(0, Math.ceil(timeline.length / entriesPerPage) - 1) * entriesPerPage;
  const from = Math.min(Math.floor(after / entriesPerPage) * entriesPerPage, last);
  const shown = timeline.toReversed().slice(from, from + entriesPerPage);
  return modal({
    id: incidentModal.entries,
    title: `Timeline: incident ${id}`,
    submit: null,
    close: 'Close',
    metadata: writeMetadata({ incident: id, after: from }),
    blocks: [
      context(
        timeline.length === 0
          ? 'Nobody has written an entry yet.'
          : `Entries that people wrote, the newest first. What Signalman recorded stays as it is.`,
      ),
      ...shown.flatMap((entry) => entryBlocks(id, entry, zone)),
      ...pages(id, timeline.length, from),
    ],
  });
}

function pages(incident: number, all: number, from: number): Block[] {
  const [newer, older] = [from - entriesPerPage, from + entriesPerPage];
  const button = (text: string, action: string, after: number) => ({
    ...{ type: 'button', text: plain(text, 75), action_id: action, value: `${incident}:${after}` },
  });
  const elements = [
    ...(newer < 0 ? [] : [button('Newer', modalButton.newerEntries, newer)]),
    ...(older >= all ? [] : [button('Older', modalButton.olderEntries, older)]),
  ];
  if (elements.length === 0) return [];
  return [context(`${from + 1} to ${Math.min(older, all)} of ${all}`), { type: 'actions', elements }];
}

function entryBlocks(
  incident: number,
  { id, at, approximate, text, by }: TimelineEntry,
  zone: string,
): Block[] {
  const moment =
    at === null ? 'time not known yet' : `${approximate ? 'about ' : ''}${when(at, showMoment(at, zone))}`;
  return listed({
    text: `*${moment}* · ${typedLine(by.name, 100)}\n${typedLine(text, 2000)}`,
    value: `${incident}:${id}`,
    ...{ change: modalButton.changeEntry, remove: modalButton.removeEntry },
    question: 'It is taken out of the timeline. The record keeps that it was there.',
  });
}
