// The page as a whole: what is open, and what every part of it needs.
import { useCallback, useMemo, useState } from 'react';
import { useConfirm } from './confirm.js';
import { type Page, PageContext, usePage } from './context.js';
import { Conversation } from './conversation.js';
import { GitHub } from './github.js';
import { Home, HomeTabs, useHome } from './home.js';
import { Close } from './icons.js';
import { Modals } from './modal.js';
import { post } from './server.js';
import { Sidebar } from './sidebar.js';
import { Thread } from './thread.js';
import { useDrawer } from './use-drawer.js';
import { gitHubPlace, usePlace } from './use-place.js';
import { useTheme } from './use-theme.js';
import { useUnread } from './use-unread.js';
import { useWorld } from './use-world.js';

export function App() {
  const [place, go] = usePlace();
  const { state: seen, ahead, connected } = useWorld(place.user, place.channel);
  const [theme, toggleTheme] = useTheme();
  const [problem, setProblem] = useState('');
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [confirm, question] = useConfirm();
  const act = useCallback<Page['act']>(async (action, body) => {
    setProblem('');
    try {
      return await post(action, body);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return null;
    }
  }, []);
  const me = seen?.me.id ?? '';
  const page = useMemo<Page | null>(() => {
    if (!seen) return null;
    const privates = seen.privates.filter((one) => !dismissed.has(one.id));
    return {
      ...{ theme, problem, act, confirm },
      state: { ...seen, privates },
      now: () => Date.now() + ahead,
      openChannel: (channel) => go({ user: me, channel, thread: '' }),
      openMessage: (channel, thread) => go({ user: me, channel, thread }),
      openGitHub: (thread) => go({ user: me, channel: gitHubPlace, thread }),
      dismiss: (id) => setDismissed((all) => new Set([...all, id])),
    };
  }, [seen, dismissed, theme, problem, ahead, act, confirm, go, me]);
  if (!page) {
    return (
      <p className="waiting" role="status">
        {connected ? 'Opening the workspace…' : 'The sandbox does not answer. Is it still running?'}
      </p>
    );
  }
  const { state } = page;
  // A modal says itself what went wrong: nothing behind it can be reached.
  const said = state.views.length > 0 ? '' : problem;
  return (
    <PageContext value={page}>
      <Workspace
        // A thread of the channel before, or of one that the person does not see, is not looked for in this one.
        thread={['', state.channel.id].includes(place.channel) ? place.thread : ''}
        openThread={(thread) => go({ user: me, channel: state.channel.id, thread })}
        become={(user) =>
          go({
            user,
            ...(place.channel === gitHubPlace
              ? {}
              : state.channel.kind === 'im'
                ? { channel: '', thread: '' }
                : { channel: state.channel.id }),
          })
        }
        toggleTheme={toggleTheme}
        item={place.channel === gitHubPlace ? place.thread : null}
      />
      {question}
      {said || !connected ? (
        <p className="toast" role="alert">
          {connected ? said : 'The sandbox has stopped. This page continues when it is back.'}
          {connected ? (
            <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => setProblem('')}>
              <Close />
            </button>
          ) : null}
        </p>
      ) : null}
    </PageContext>
  );
}

interface WorkspaceProps {
  /** Timestamp of the parent, or of a reply; empty when no thread is open. */
  thread: string;
  openThread: (ts: string) => void;
  become: (user: string) => void;
  toggleTheme: () => void;
  /** What is open of the local GitHub, empty for its list; null: a conversation is. */
  item: string | null;
}

function Workspace({ thread, openThread, become, toggleTheme, item }: WorkspaceProps) {
  const { state } = usePage();
  const [tab, setTab] = useHome();
  const unread = useUnread(state);
  const here = `${state.me.id} ${item ?? state.channel.id}`;
  const [drawer, setDrawer] = useDrawer(here);
  const parent = state.messages.find(
    ({ ts, replies }) => ts === thread || replies.some((reply) => reply.ts === thread),
  );
  const isApp = state.channel.id === state.appChannel;
  return (
    <div className={`page ${thread ? 'with-thread' : ''} ${drawer ? 'with-drawer' : ''}`}>
      <button type="button" className="skip" onClick={toConversation}>
        Skip to the conversation
      </button>
      <Sidebar isAtGitHub={item !== null} unread={unread} become={become} toggleTheme={toggleTheme} />
      {drawer ? (
        <button
          type="button"
          className="veil"
          aria-label="Close the list of conversations"
          onClick={() => setDrawer(false)}
        />
      ) : null}
      {item === null ? (
        <Conversation
          openThread={openThread}
          openSidebar={() => setDrawer(true)}
          tabs={isApp && state.home ? <HomeTabs tab={tab} open={setTab} /> : null}
        >
          {tab === 'home' ? <Home /> : null}
        </Conversation>
      ) : (
        <GitHub item={item} openSidebar={() => setDrawer(true)} />
      )}
      {thread ? <Thread parent={parent} close={() => openThread('')} /> : null}
      <Modals />
    </div>
  );
}

/** Past the conversations and the calendar, for those who have only keys. */
function toConversation(): void {
  const main = document.querySelector('main');
  if (!main) return;
  main.tabIndex = -1;
  main.focus();
}
