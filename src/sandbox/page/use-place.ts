// Who one is, which conversation and which thread is open, kept in the address: two windows can be two people.
import { useCallback, useEffect, useState } from 'react';

/** In the place of a channel: the local GitHub. Its item stands in the place of the thread. */
export const gitHubPlace = 'github';

interface Place {
  user: string;
  channel: string;
  /** The parent's timestamp; empty when no thread is open. */
  thread: string;
}

function read(): Place {
  const parts = location.hash.replace(/^#\/?/, '').split('/').map(decoded);
  const [user = '', channel = '', thread = ''] = parts;
  return { user, channel, thread };
}

/** People edit addresses by hand. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const follow = () => setPlace(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((change: Partial<Place>) => {
    const { user, channel, thread } = { ...read(), ...change };
    const parts = [user, channel, ...(thread === '' ? [] : [thread])];
    location.hash = `/${parts.map(encodeURIComponent).join('/')}`;
  }, []);
  return [place, go];
}
