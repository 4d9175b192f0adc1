// What every part of the page needs: who is who, who one is, and how to do something.
import { createContext, useContext } from 'react';
import type { WireState } from '../page-wire.js';
import type { Theme } from './use-theme.js';

interface Ask {
  title: string;
  text: string;
  yes: string;
  no: string;
  danger: boolean;
}

export interface Page {
  /** Without the private answers that the person has put away. */
  state: WireState;
  theme: Theme;
  /** Why the last thing could not be done; empty when it could. */
  problem: string;
  /** ms, UTC, by the sandbox's clock */
  now(): number;
  /** Does something as the person one is; tells the person when it failed. @returns the answer, or null */
  act<T>(action: string, body: object): Promise<T | null>;
  /** Asks the person before something is done. */
  confirm(ask: Ask): Promise<boolean>;
  openChannel(id: string): void;
  /** Opens a thread beside its channel. */
  openMessage(channel: string, ts: string): void;
  /** Opens the local GitHub. @param item such as `owner/name#12`; empty for the list */
  openGitHub(item: string): void;
  /** Puts a private answer away. */
  dismiss(id: string): void;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('A part of the page stands outside of it');
  return page;
}
