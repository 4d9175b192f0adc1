// What the chosen person sees, kept fresh while the page is open.
import { useEffect, useState } from 'react';
import type { WireState } from '../page-wire.js';
import { fetchState } from './server.js';

interface World {
  state: WireState | null;
  /** The sandbox's clock minus this machine's, ms. */
  ahead: number;
  /** False while the sandbox cannot be reached. */
  connected: boolean;
}

/** @param user id, or empty for whoever is first; likewise the channel */
export function useWorld(user: string, channel: string): World {
  const [world, setWorld] = useState<World>({ state: null, ahead: 0, connected: true });
  useEffect(() => {
    let left = false;
    let running = false;
    let again = false;
    async function load(): Promise<void> {
      again = running;
      if (running) return;
      running = true;
      try {
        const state = await fetchState(user, channel);
        if (!left) setWorld({ state, ahead: state.now - Date.now(), connected: true });
      } catch {
        if (!left) setWorld((known) => ({ ...known, connected: false }));
      }
      running = false;
      if (again && !left) void load();
    }
    const source = new EventSource(`/api/events?${new URLSearchParams({ user })}`);
    // Also after the connection came back: something may have happened meanwhile.
    source.onopen = () => void load();
    source.onmessage = () => void load();
    source.onerror = () => setWorld((known) => ({ ...known, connected: false }));
    void load();
    return () => {
      left = true;
      source.close();
    };
  }, [user, channel]);
  return world;
}
