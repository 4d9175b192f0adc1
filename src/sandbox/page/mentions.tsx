// People, groups, channels, moments and links inside text, as this page shows them.
import type { ComponentProps } from 'react';
import type { Message } from 'slack-blocks-to-jsx';
import { usePage } from './context.js';
import { showDate, showMoment } from './dates.js';
import { Link } from './link.js';

function Person({ id }: { id: string }) {
  const { people, bot, me } = usePage().state;
  const name = [...people, bot].find((one) => one.id === id)?.realName ?? id;
  return <span className={id === me.id ? 'mention me' : 'mention'}>@{name}</span>;
}

function Group({ id }: { id: string }) {
  const { groups } = usePage().state;
  return <span className="mention">@{groups.find((one) => one.id === id)?.handle ?? id}</span>;
}

function Channel({ id }: { id: string }) {
  const { state, openChannel } = usePage();
  const channel = state.channels.find((one) => one.id === id);
  if (!channel) return <span className="mention">a private channel</span>;
  return (
    <button type="button" className="mention" onClick={() => openChannel(id)}>
      #{channel.name}
    </button>
  );
}

interface MomentProps {
  timestamp: string;
  format: string;
  link: string | null;
  fallback: string;
}

function Moment({ timestamp, format, link, fallback }: MomentProps) {
  const { state, now } = usePage();
  const { zone } = state.me;
  const at = Number(timestamp) * 1000;
  if (!Number.isFinite(at)) return fallback;
  const shown = (
    <time dateTime={new Date(at).toISOString()} title={showMoment(at, zone)}>
      {showDate(at, format, zone, now())}
    </time>
  );
  if (!link) return shown;
  return (
    <a className="slack_link" href={link} target="_blank" rel="noreferrer">
      {shown}
    </a>
  );
}

/** The same for all messages: slack-blocks-to-jsx keeps the first hooks it is given. */
export const mentions: NonNullable<ComponentProps<typeof Message>['hooks']> = {
  user: ({ id }) => <Person id={id} />,
  usergroup: ({ id }) => <Group id={id} />,
  channel: ({ id }) => <Channel id={id} />,
  date: (moment) => <Moment {...moment} />,
  link: ({ href, children, className }) => (
    <Link href={href} className={className}>
      {children}
    </Link>
  ),
};
