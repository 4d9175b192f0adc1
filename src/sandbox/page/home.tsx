// The app's own place: its Home tab when it has published one, beside its messages.
import { useEffect, useState } from 'react';
import { Blocks } from './blocks.js';
import { usePage } from './context.js';
import type { Press } from './element-data.js';

type Tab = 'home' | 'messages';

/** Tells the bot that the person looks at it. @returns the tab that is open, and how to open the other */
export function useHome(): [Tab, (tab: Tab) => void] {
  const { state, act } = usePage();
  const [tab, setTab] = useState<Tab>('home');
  const isApp = state.channel.id === state.appChannel;
  const user = state.me.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each look, not for each drawing
  useEffect(() => {
    if (isApp) void act('home', { user, tab });
  }, [isApp, user, tab]);
  return [isApp && state.home ? tab : 'messages', setTab];
}

export function HomeTabs({ tab, open }: { tab: Tab; open: (tab: Tab) => void }) {
  return (
    <div className="tabs" role="tablist" aria-label="App">
      {(['home', 'messages'] as const).map((one) => (
        <button type="button" role="tab" key={one} aria-selected={one === tab} onClick={() => open(one)}>
          {one === 'home' ? 'Home' : 'Messages'}
        </button>
      ))}
    </div>
  );
}

export function Home() {
  const { state, act } = usePage();
  const { home, me } = state;
  if (!home) return null;
  const press: Press = async ({ action_id: actionId, block_id: blockId }, value) => {
    await act('click', { user: me.id, viewId: home.id, actionId, blockId, value });
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <section className="home" aria-label="Home" tabIndex={0}>
      <Blocks blocks={home.blocks} press={press} />
    </section>
  );
}
