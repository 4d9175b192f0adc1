// The frame of everything in a timeline: face, name, time, and what stands above.
import type { ReactNode } from 'react';
import type { WireBlock, WirePerson } from '../page-wire.js';
import { Avatar } from './avatar.js';
import { usePage } from './context.js';
import { showMoment, showTime } from './dates.js';

export const asBlocks = (text: string): WireBlock[] => [{ type: 'section', text: { type: 'mrkdwn', text } }];

interface RowProps {
  id: string;
  author: WirePerson | undefined;
  at: number;
  /** Under another message of the same person: without face and name. */
  follows: boolean;
  className: string;
  label: string;
  above?: ReactNode;
  children: ReactNode;
}

export function Row({ id, author, at, follows, className, label, above, children }: RowProps) {
  const { me } = usePage().state;
  const time = (
    <time dateTime={new Date(at).toISOString()} title={showMoment(at, me.zone)}>
      {showTime(at, me.zone)}
    </time>
  );
  return (
    <article className={`message ${follows ? 'follows' : ''} ${className}`} aria-label={label} data-ts={id}>
      {above}
      {follows ? <span className="gutter">{time}</span> : <Avatar person={author} />}
      <div className="content">
        {follows ? null : (
          <header>
            <strong>{author?.realName ?? 'Slackbot'}</strong>
            {author?.isBot ? <span className="badge">APP</span> : null}
            {time}
          </header>
        )}
        {children}
      </div>
    </article>
  );
}

export function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="note">
      {icon}
      <span>{children}</span>
    </p>
  );
}
