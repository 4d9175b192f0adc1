// Which conversations have something new since the person last looked.
import { useEffect, useRef } from 'react';
import type { WireChannel, WireState } from '../page-wire.js';

/** What was there when the page first saw a conversation counts as read. */
export function useUnread({ me, channel, channels }: WireState): (channel: WireChannel) => boolean {
  const read = useRef(new Map<string, string>());
  const key = (id: string) => `${me.id} ${id}`;
  for (const one of channels) {
    if (one.id === channel.id || !read.current.has(key(one.id))) read.current.set(key(one.id), one.latest);
  }
  const count = channels.filter((one) => isUnread(one)).length;
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}Signalman sandbox`;
  }, [count]);
  function isUnread({ id, latest, isMember }: WireChannel): boolean {
    return isMember && latest > (read.current.get(key(id)) ?? '');
  }
  return isUnread;
}
