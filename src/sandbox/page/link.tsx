// A link out of the page, or, when it is one to a message, to that message in the page.
import type { AnchorHTMLAttributes } from 'react';
import { usePage } from './context.js';

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string };

/** The place that a link of `chat.getPermalink` names; null for every other address. */
function placeOf(href: string): { channel: string; thread: string } | null {
  const found = /\/archives\/(\w+)\/p(\d{10})(\d{6})(?:\?.*?thread_ts=(\d+\.\d+))?/.exec(href);
  const [, channel, seconds, rest, parent] = found ?? [];
  return channel ? { channel, thread: parent ?? `${seconds}.${rest}` } : null;
}

export function Link({ href, onClick, children, ...rest }: Props) {
  const { state, openMessage } = usePage();
  const place = placeOf(href);
  const isHere = place !== null && state.channels.some((one) => one.id === place.channel);
  return (
    <a
      {...rest}
      href={href}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        onClick?.(event);
        if (!isHere) return;
        event.preventDefault();
        openMessage(place.channel, place.thread);
      }}
    >
      {children}
    </a>
  );
}
