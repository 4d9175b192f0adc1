// The messages of a conversation in the order of time, with the private answers between them and a line for each day.
import { Fragment, useLayoutEffect, useRef } from 'react';
import type { WireMessage, WirePrivate } from '../page-wire.js';
import { usePage } from './context.js';
import { isoDay, showDay } from './dates.js';
import { MessageRow } from './message.js';
import { PrivateRow } from './private.js';

interface TimelineProps {
  label: string;
  channel: string;
  messages: readonly WireMessage[];
  privates: readonly WirePrivate[];
  open?: (ts: string) => void;
}

type Entry = { ts: string; at: number } & ({ message: WireMessage } | { answer: WirePrivate });

const together = 5 * 60_000;

export function Timeline({ label, channel, messages, privates, open }: TimelineProps) {
  const { zone } = usePage().state.me;
  const entries: Entry[] = [
    ...messages.map((message) => ({ ts: message.ts, at: message.at, message })),
    ...privates.map((answer) => ({ ts: answer.id, at: answer.at, answer })),
  ].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  const list = useNewestInView(entries.at(-1)?.ts ?? '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <div className="timeline" ref={list} role="log" aria-label={label} tabIndex={0}>
      <div className="entries">
        {entries.map((entry, at) => {
          const before = entries[at - 1];
          const isNewDay = !before || isoDay(before.at, zone) !== isoDay(entry.at, zone);
          return (
            <Fragment key={entry.ts}>
              {isNewDay && open ? (
                <p className="day">
                  <span>{showDay(entry.at, zone)}</span>
                </p>
              ) : null}
              {'answer' in entry ? (
                <PrivateRow answer={entry.answer} />
              ) : (
                <MessageRow
                  message={entry.message}
                  channel={channel}
                  follows={!isNewDay && follows(before, entry.message)}
                  {...(open ? { open } : {})}
                />
              )}
            </Fragment>
          );
        })}
      </div>
    </div>
  );
}

function follows(before: Entry | undefined, message: WireMessage): boolean {
  if (!before || !('message' in before) || message.blocks || message.pinned) return false;
  const soon = message.at - before.at < together;
  return soon && before.message.user === message.user && !before.message.blocks;
}

/** Brings what is new into view: its end, or its beginning when it is longer than the window. */
function useNewestInView(newest: string) {
  const list = useRef<HTMLDivElement>(null);
  const shown = useRef('');
  useLayoutEffect(() => {
    const box = list.current;
    if (!box || newest === shown.current) return;
    const first = shown.current === '';
    shown.current = newest;
    const item = box.querySelector(`[data-ts="${CSS.escape(newest)}"]`);
    const isLong = item !== null && item.getBoundingClientRect().height > box.clientHeight - 40;
    if (item && isLong && !first) {
      box.scrollTop += item.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
    } else box.scrollTop = box.scrollHeight;
  }, [newest]);
  return list;
}
