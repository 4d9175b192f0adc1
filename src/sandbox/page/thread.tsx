// The right side: one thread.
import type { WireMessage } from '../page-wire.js';
import { Composer } from './composer.js';
import { usePage } from './context.js';
import { Close } from './icons.js';
import { Timeline } from './timeline.js';

interface ThreadProps {
  parent: WireMessage;
  dismissed: ReadonlySet<string>;
  dismiss: (id: string) => void;
  close: () => void;
}

export function Thread({ parent, dismissed, dismiss, close }: ThreadProps) {
  const { state, act } = usePage();
  const { channel, me, privates } = state;
  async function send(text: string): Promise<boolean> {
    const where = { user: me.id, channel: channel.id, threadTs: parent.ts };
    return (await act('say', { ...where, text })) !== null;
  }
  return (
    <aside className="thread" aria-label="Thread">
      <header className="head">
        <h1>Thread</h1>
        <p>{channel.name === '' ? '' : `#${channel.name}`}</p>
        <button type="button" className="icon-button" aria-label="Close the thread" onClick={close}>
          <Close />
        </button>
      </header>
      <Timeline
        key={parent.ts}
        label="Messages in the thread"
        channel={channel.id}
        messages={[{ ...parent, replies: [] }, ...parent.replies]}
        privates={privates.filter((one) => one.threadTs === parent.ts && !dismissed.has(one.id))}
        dismiss={dismiss}
      />
      {channel.isMember && !channel.archived ? (
        <Composer key={parent.ts} placeholder="Reply…" withCommands={false} send={send} />
      ) : null}
    </aside>
  );
}
