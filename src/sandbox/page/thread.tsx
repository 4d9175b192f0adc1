// The right side: one thread.
import type { WireMessage } from '../page-wire.js';
import { Composer } from './composer.js';
import { usePage } from './context.js';
import { Close } from './icons.js';
import { Timeline } from './timeline.js';

interface ThreadProps {
  /** Absent when there is no such message, or none any more. */
  parent: WireMessage | undefined;
  close: () => void;
}

export function Thread({ parent, close }: ThreadProps) {
  const { channel, bot } = usePage().state;
  return (
    <aside className="thread" aria-label="Thread">
      <header className="head">
        <h1>Thread</h1>
        <p>{channel.name === '' ? bot.realName : `#${channel.name}`}</p>
        <button type="button" className="icon-button" aria-label="Close the thread" onClick={close}>
          <Close />
        </button>
      </header>
      {parent ? <Messages parent={parent} /> : <p className="outside">There is no such thread here.</p>}
    </aside>
  );
}

function Messages({ parent }: { parent: WireMessage }) {
  const { state, act } = usePage();
  const { channel, me, privates } = state;
  async function send(text: string): Promise<boolean> {
    const where = { user: me.id, channel: channel.id, threadTs: parent.ts };
    return (await act('say', { ...where, text })) !== null;
  }
  return (
    <>
      <Timeline
        key={parent.ts}
        label="Messages in the thread"
        channel={channel.id}
        messages={[{ ...parent, replies: [] }, ...parent.replies]}
        privates={privates.filter((one) => one.threadTs === parent.ts)}
      />
      {channel.isMember && !channel.archived ? (
        <Composer key={`reply ${parent.ts}`} placeholder="Reply…" isThread send={send} />
      ) : null}
    </>
  );
}
