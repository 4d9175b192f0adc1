// One message, or one answer that only this person sees.
import type { ReactNode } from 'react';
import type { WireBlock, WireMessage, WirePerson, WirePrivate } from '../page-wire.js';
import { Avatar } from './avatar.js';
import { Blocks } from './blocks.js';
import { usePage } from './context.js';
import { showMoment, showTime } from './dates.js';
import type { Press } from './elements.js';
import { Bin, Close, Eye, Pin, Reply } from './icons.js';

const faces: Record<string, string> = { eyes: '👀', white_check_mark: '✅', '+1': '👍', pushpin: '📌' };

const asBlocks = (text: string): WireBlock[] => [{ type: 'section', text: { type: 'mrkdwn', text } }];

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

function Row({ id, author, at, follows, className, label, above, children }: RowProps) {
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

interface MessageProps {
  message: WireMessage;
  channel: string;
  follows: boolean;
  /** Opens its thread; absent inside one. */
  open?: (ts: string) => void;
}

export function MessageRow({ message, channel, follows, open }: MessageProps) {
  const { state, act } = usePage();
  const { people, bot, me } = state;
  const author = [...people, bot].find((one) => one.id === message.user);
  const at = { user: me.id, channel, ts: message.ts };
  const press: Press = async ({ action_id: actionId, block_id: blockId }, value) => {
    await act('click', { user: me.id, channel, messageTs: message.ts, actionId, blockId, value });
  };
  const react = (name: string, on: boolean) => void act('react', { ...at, name, on });
  const mine = (name: string) =>
    message.reactions.some((one) => one.name === name && one.users.includes(me.id));
  return (
    <Row
      id={message.ts}
      author={author}
      at={message.at}
      follows={follows}
      className={message.pinned ? 'pinned' : ''}
      label={`${author?.realName ?? 'Slackbot'}: ${message.text}`}
      above={message.pinned ? <Note icon={<Pin />}>Pinned</Note> : null}
    >
      {message.threadTs && open ? (
        <button type="button" className="link quiet" onClick={() => open(message.threadTs ?? '')}>
          replied to a thread
        </button>
      ) : null}
      {message.deleted ? (
        <p className="deleted">
          <Bin /> This message was deleted.
        </p>
      ) : (
        <Blocks blocks={message.blocks ?? asBlocks(message.text)} press={press} />
      )}
      {message.edited ? <span className="edited">(edited)</span> : null}
      {message.files.map((file) => (
        <a key={file.url} className="file" href={file.url} download>
          {file.name}
        </a>
      ))}
      {message.reactions.length > 0 ? (
        <div className="reactions">
          {message.reactions.map(({ name, users }) => (
            <button
              type="button"
              key={name}
              aria-pressed={users.includes(me.id)}
              aria-label={`${name.replaceAll('_', ' ')}, ${users.length}`}
              onClick={() => react(name, !users.includes(me.id))}
            >
              <span>{faces[name] ?? `:${name}:`}</span> {users.length}
            </button>
          ))}
        </div>
      ) : null}
      {open && message.replies.length > 0 ? <Thread message={message} open={open} /> : null}
      <div className="tools" role="toolbar" aria-label="Message">
        {['eyes', 'white_check_mark'].map((name) => (
          <button
            type="button"
            key={name}
            title={`React with ${name.replaceAll('_', ' ')}`}
            aria-label={`React with ${name.replaceAll('_', ' ')}`}
            onClick={() => react(name, !mine(name))}
          >
            {faces[name]}
          </button>
        ))}
        <button
          type="button"
          title={message.pinned ? 'Unpin' : 'Pin'}
          aria-label={message.pinned ? 'Unpin' : 'Pin'}
          onClick={() => void act('pin', { ...at, on: !message.pinned })}
        >
          <Pin />
        </button>
        {open ? (
          <button
            type="button"
            title="Reply in thread"
            aria-label="Reply in thread"
            onClick={() => open(message.threadTs ?? message.ts)}
          >
            <Reply />
          </button>
        ) : null}
      </div>
    </Row>
  );
}

function Thread({ message, open }: { message: WireMessage; open: (ts: string) => void }) {
  const { people, bot, me } = usePage().state;
  const { replies } = message;
  const users = [...new Set(replies.map((reply) => reply.user))].slice(0, 4);
  const last = replies.at(-1);
  return (
    <button type="button" className="thread-link" onClick={() => open(message.ts)}>
      {users.map((user) => (
        <Avatar key={user} person={[...people, bot].find((one) => one.id === user)} size={22} />
      ))}
      <span className="count">{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</span>
      {last ? <span className="quiet">Last reply {showTime(last.at, me.zone)}</span> : null}
    </button>
  );
}

interface PrivateProps {
  answer: WirePrivate;
  dismiss: () => void;
}

export function PrivateRow({ answer, dismiss }: PrivateProps) {
  const { state, act } = usePage();
  const { bot, me } = state;
  const press: Press = async ({ action_id: actionId, block_id: blockId }, value) => {
    const { channel, id: ephemeralId } = answer;
    await act('click', { user: me.id, channel, ephemeralId, actionId, blockId, value });
  };
  return (
    <Row
      id={answer.id}
      author={answer.bySlack ? undefined : bot}
      at={answer.at}
      follows={false}
      className="private"
      label={`Only visible to you: ${answer.text}`}
      above={<Note icon={<Eye />}>Only visible to you</Note>}
    >
      <Blocks blocks={answer.blocks ?? asBlocks(answer.text)} press={press} />
      <div className="tools" role="toolbar" aria-label="Message">
        <button type="button" title="Dismiss" aria-label="Dismiss" onClick={dismiss}>
          <Close />
        </button>
      </div>
    </Row>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="note">
      {icon}
      <span>{children}</span>
    </p>
  );
}
