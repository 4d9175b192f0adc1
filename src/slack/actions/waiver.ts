/** The buttons of a waiver: the second person agrees, or somebody ends it. */
import type { WaiverDesk } from '../../app/ports/waiver.js';
import { UserFault } from '../../domain/fault.js';
import { answering } from '../answer.js';
import { type Message, section } from '../blocks/block.js';
import { signoffHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { type ActionArgs, askedBy, valueIn } from './incident.js';

type Asked = Parameters<WaiverDesk['confirm']>[0];

function button(work: (waivers: WaiverDesk, asked: Asked) => Promise<string>) {
  return (deps: SlackDependencies) =>
    async ({ ack, action, body, respond }: ActionArgs): Promise<void> => {
      await ack();
      await answering(deps, respond, signoffHelp, async (): Promise<Message> => {
        const text = await work(deps.waivers, { ...askedBy(body, action), id: numberIn(valueIn(action)) });
        return { text, blocks: [section(text)] };
      });
    };
}

/** @throws UserFault `stale-button` */
function numberIn(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UserFault('stale-button', 'This button is out of date.', 'Type `/release-signoff waivers`');
}

export const pressConfirm = button(async (waivers, asked) => {
  await waivers.confirm(asked);
  return `Waiver ${asked.id} counts from now on, and stands beside the verdict.`;
});

export const pressEnd = button(async (waivers, asked) => {
  await waivers.end(asked);
  return `Waiver ${asked.id} is ended. What it was about counts again.`;
});
