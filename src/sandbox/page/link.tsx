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

/** What a link to github.com names, as the local GitHub does; null for every other address. */
function itemOf(href: string): string | null {
  const [, repo, number] =
    /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(\d+)(?:#.*)?$/.exec(href) ?? [];
  return repo ? `${repo}#${number}` : null;
}

export function Link({ href, onClick, children, ...rest }: Props) {
  const { state, openMessage, openGitHub } = usePage();
  const place = placeOf(href);
  const isHere = place !== null && state.channels.some((one) => one.id === place.channel);
  const item = itemOf(href);
  const isInGitHub = item !== null && state.github.items.some(({ name }) => name === item);
  return (
    <a
      {...rest}
      href={href}
      target="_blank"
      rel="noreferrer"
      onClick={(event) => {
        onClick?.(event);
        if (!isHere && !isInGitHub) return;
        event.preventDefault();
        if (isHere) openMessage(place.channel, place.thread);
        else if (isInGitHub) openGitHub(item);
      }}
    >
      {children}
    </a>
  );
}
