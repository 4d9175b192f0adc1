/** What Slack has sent and is not finished: most of the work comes after the acknowledgement, and a stop waits for it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';

export interface UnderWay {
  /** The same receiver, with its requests counted. */
  counted<R extends Receiver>(receiver: R): R;
  /** Waits until nothing has to be acknowledged, for so many ms at most. */
  acknowledged(patience: number): Promise<void>;
  /** Waits until everything is done, for so many ms at most. @returns how much is left */
  finished(patience: number): Promise<number>;
}

/** How often a stop looks, in ms. */
const look = 10;

export function createUnderWay(): UnderWay {
  let unfinished = 0;
  let unacknowledged = 0;

  async function until(isOver: () => boolean, patience: number): Promise<void> {
    const end = performance.now() + patience;
    while (!isOver() && performance.now() < end) await sleep(look);
  }

  return {
    counted(receiver) {
      const init = receiver.init.bind(receiver);
      receiver.init = (app: App) => {
        const process = app.processEvent.bind(app);
        app.processEvent = async (event) => {
          const ack = event.ack as (answer?: unknown) => Promise<void>;
          let isOpen = true;
          const acknowledged = () => {
            if (isOpen) unacknowledged--;
            isOpen = false;
          };
          unfinished++;
          unacknowledged++;
          try {
            await process({
              ...event,
              async ack(answer?: unknown) {
                await ack(answer);
                acknowledged();
              },
            });
          } finally {
            acknowledged();
            unfinished--;
          }
        };
        init(app);
      };
      return receiver;
    },
    acknowledged: (patience) => until(() => unacknowledged === 0, patience),
    async finished(patience) {
      await until(() => unfinished === 0, patience);
      return unfinished;
    },
  };
}
