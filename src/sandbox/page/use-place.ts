// Who one is and which conversation is open, kept in the address: two windows can be two people.
import { useCallback, useEffect, useState } from 'react';

interface Place {
  user: string;
  channel: string;
}

function read(): Place {
  const [user = '', channel = ''] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return { user, channel };
}

export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const follow = () => setPlace(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((change: Partial<Place>) => {
    const { user, channel } = { ...read(), ...change };
    location.hash = `/${encodeURIComponent(user)}/${encodeURIComponent(channel)}`;
  }, []);
  return [place, go];
}
