// The middle: one conversation, with what is said in it and where one types.
import type { ReactNode } from 'react';
import { Composer } from './composer.js';
import { usePage } from './context.js';
import { Lines, Lock } from './icons.js';
import { Timeline } from './timeline.js';

interface ConversationProps {
  openThread: (ts: string) => void;
  openSidebar: () => void;
  /** Under the head. */
  tabs: ReactNode;
  /** In the place of the messages. */
  children: ReactNode;
}

export function Conversation(props: ConversationProps) {
  const { openThread, openSidebar, tabs, children } = props;
  const { state, act } = usePage();
  const { channel, me, bot, messages, privates } = state;
  const isApp = channel.kind === 'im';
  const name = isApp ? bot.realName : `#${channel.name}`;
  async function send(text: string): Promise<boolean> {
    const where = { user: me.id, channel: channel.id, text };
    return (await act(text.startsWith('/') ? 'command' : 'say', where)) !== null;
  }
  return (
    <main className="conversation">
      <header className="head">
        <button type="button" className="icon-button menu" aria-label="Conversations" onClick={openSidebar}>
          <Lines />
        </button>
        <h1>
          {channel.kind === 'private' ? <Lock /> : isApp ? null : '#'}
          {isApp ? bot.realName : channel.name}
        </h1>
        <p>{isApp ? bot.role : channel.topic}</p>
        {isApp ? null : <span className="members">{channel.members} members</span>}
      </header>
      {tabs}
      {children ?? (
        <>
          <Timeline
            key={`${me.id} ${channel.id}`}
            label={`Messages in ${name}`}
            channel={channel.id}
            messages={messages}
            privates={privates.filter((one) => one.threadTs === null)}
            open={openThread}
          />
          {channel.isMember && !channel.archived ? (
            <Composer key={channel.id} placeholder={`Message ${name}`} send={send} />
          ) : (
            <p className="outside">
              {channel.archived ? `${name} is archived.` : `You are looking at ${name}.`}
              {channel.archived ? null : (
                <button
                  type="button"
                  className="button primary"
                  onClick={() => void act('join', { user: me.id, channel: channel.id })}
                >
                  Join
                </button>
              )}
            </p>
          )}
        </>
      )}
    </main>
  );
}
