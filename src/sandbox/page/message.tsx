// One message with its thread.
import { useState } from 'react';
import type { WireMessage } from '../page-wire.js';
import { Avatar } from './avatar.js';
import { Blocks } from './blocks.js';
import { usePage } from './context.js';
import { showTime } from './dates.js';
import { Edit } from './edit.js';
import type { Press } from './element-data.js';
import { Bin, Eye, Pin } from './icons.js';
import { Reactions } from './reactions.js';
import { asBlocks, Note, Row } from './row.js';
import { Tools } from './tools.js';

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
  const [editing, setEditing] = useState(false);
  const author = [...people, bot].find((one) => one.id === message.user);
  const press: Press = async ({ action_id: actionId, block_id: blockId }, value) => {
    await act('click', { user: me.id, channel, messageTs: message.ts, actionId, blockId, value });
  };
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
      ) : editing ? (
        <Edit channel={channel} ts={message.ts} before={message.text} done={() => setEditing(false)} />
      ) : (
        <Blocks blocks={message.blocks ?? asBlocks(message.text)} press={press} />
      )}
      {message.edited && !editing ? <span className="edited">(edited)</span> : null}
      {message.files.map((file) => (
        <a key={file.url} className="file" href={file.url} download>
          {file.name}
        </a>
      ))}
      <Reactions message={message} channel={channel} />
      {open ? <ThreadLink message={message} open={open} /> : null}
      {message.deleted || editing ? null : (
        <Tools message={message} channel={channel} open={open} edit={() => setEditing(true)} />
      )}
    </Row>
  );
}

function ThreadLink({ message, open }: { message: WireMessage; open: (ts: string) => void }) {
  const { people, bot, me, privates } = usePage().state;
  const { replies } = message;
  const alone = privates.filter((one) => one.threadTs === message.ts).length;
  if (replies.length === 0 && alone === 0) return null;
  const users = [...new Set(replies.map((reply) => reply.user))].slice(0, 4);
  const last = replies.at(-1);
  return (
    <button type="button" className="thread-link" onClick={() => open(message.ts)}>
      {users.map((user) => (
        <Avatar key={user} person={[...people, bot].find((one) => one.id === user)} size={22} />
      ))}
      {last ? (
        <>
          <span className="count">{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</span>
          <span className="quiet">Last reply {showTime(last.at, me.zone)}</span>
        </>
      ) : null}
      {alone > 0 ? (
        <span className="quiet">
          <Eye /> {alone} only visible to you
        </span>
      ) : null}
    </button>
  );
}
