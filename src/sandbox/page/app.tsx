// The page as a whole: what is open, and what every part of it needs.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useConfirm } from './confirm.js';
import { type Page, PageContext, usePage } from './context.js';
import { Conversation } from './conversation.js';
import { Home, HomeTabs, useHome } from './home.js';
import { Close } from './icons.js';
import { Modal } from './modal.js';
import { post } from './server.js';
import { Sidebar } from './sidebar.js';
import { Thread } from './thread.js';
import { usePlace } from './use-place.js';
import { useTheme } from './use-theme.js';
import { useUnread } from './use-unread.js';
import { useWorld } from './use-world.js';

export function App() {
  const [place, go] = usePlace();
  const { state, ahead, connected } = useWorld(place.user, place.channel);
  const [theme, toggleTheme] = useTheme();
  const [problem, setProblem] = useState('');
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
  const openChannel = useCallback(
    (channel: string) => go({ user: state?.me.id ?? '', channel }),
    [go, state?.me.id],
  );
  const page = useMemo(
    () => state && { state, theme, now: () => Date.now() + ahead, act, confirm, openChannel },
    [state, theme, ahead, act, confirm, openChannel],
  );
  if (!page) {
    return (
      <p className="waiting" role="status">
        {connected ? 'Opening the workspace…' : 'The sandbox does not answer. Is it still running?'}
      </p>
    );
  }
  return (
    <PageContext value={page}>
      <Workspace
        become={(user) =>
          go({ user, channel: page.state.channel.kind === 'im' ? '' : page.state.channel.id })
        }
        toggleTheme={toggleTheme}
      />
      {question}
      {problem || !connected ? (
        <p className="toast" role="alert">
          {connected ? problem : 'The sandbox has stopped. This page continues when it is back.'}
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
  become: (user: string) => void;
  toggleTheme: () => void;
}

function Workspace({ become, toggleTheme }: WorkspaceProps) {
  const { state } = usePage();
  const [thread, setThread] = useState('');
  const [drawer, setDrawer] = useState(false);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [tab, setTab] = useHome();
  const unread = useUnread(state);
  const here = `${state.me.id} ${state.channel.id}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation, another person: what was open is shut
  useEffect(() => {
    setThread('');
    setDrawer(false);
  }, [here]);
  const parent = state.messages.find((message) => message.ts === thread);
  const top = state.views.at(-1);
  const dismiss = (id: string) => setDismissed((all) => new Set([...all, id]));
  const isApp = state.channel.id === state.appChannel;
  return (
    <div className={`page ${parent ? 'with-thread' : ''} ${drawer ? 'with-drawer' : ''}`}>
      <Sidebar unread={unread} become={become} toggleTheme={toggleTheme} />
      {drawer ? (
        <button
          type="button"
          className="veil"
          aria-label="Close the list of conversations"
          onClick={() => setDrawer(false)}
        />
      ) : null}
      <Conversation
        dismissed={dismissed}
        dismiss={dismiss}
        openThread={setThread}
        openSidebar={() => setDrawer(true)}
        tabs={isApp && state.home ? <HomeTabs tab={tab} open={setTab} /> : null}
      >
        {tab === 'home' ? <Home /> : null}
      </Conversation>
      {parent ? (
        <Thread parent={parent} dismissed={dismissed} dismiss={dismiss} close={() => setThread('')} />
      ) : null}
      {top ? <Modal key={top.id} view={top} /> : null}
    </div>
  );
}
