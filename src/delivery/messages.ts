/** Messages and files to a messenger: which of its doings a delivery is. */
import type { Carrier, Sender } from '../app/ports/delivery.js';

export function messageCarrier(sender: Sender): Carrier {
  return {
    async send({ content, place, key, revision, ts, usePlain }, { inTime, uploaded }) {
      if (content.kind === 'file') return await sender.share(place, content, uploaded);
      if (content.kind !== 'message') return { kind: 'refused', reason: 'that is nothing for a messenger' };
      const saying = usePlain && content.plain ? content.plain : content.rich;
      if (ts === null || place.channel === null)
        return await sender.post(place, saying, { key, revision }, inTime);
      // A newer revision may stand there by now.
      if (!inTime()) return { kind: 'not-sent', why: 'getting ready took too long' };
      return await sender.edit(place.channel, ts, saying, { key, revision });
    },
    find: ({ place, key, files, step, isEdit, ts }, elapsed) =>
      sender.find(place, { key, files, known: step === 'read' && isEdit ? ts : null }, elapsed),
    remove: (_claimed, { channel, ts }) => sender.remove(channel, ts),
  };
}
