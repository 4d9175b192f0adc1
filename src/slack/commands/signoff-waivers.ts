/** The words `waive`, `waivers` and `checklist` of `/release-signoff`: a form, or a private answer. */
import type { Actor } from '../../app/permission.js';
import type { Message } from '../blocks/parts/block.js';
import { waiverListMessage } from '../blocks/waivers/waivers.js';
import type { SlackDependencies } from '../dependencies.js';
import { checklistView } from '../modals/checklist.js';
import type { Modal } from '../modals/modal.js';
import { chooseView, giveView } from '../modals/waiver.js';
import type { WaiverAct } from './parse-waivers.js';

/** Who typed it, of which release, and how a form is opened. */
interface Typed {
  deps: Pick<SlackDependencies, 'waivers' | 'checklists'>;
  release: string | null;
  asked: { actor: Actor };
  open(title: string, make: () => Promise<Modal>): Promise<null>;
}

type Of<D extends WaiverAct['do']> = Extract<WaiverAct, { do: D }>;

export const waiverDeeds: {
  [D in WaiverAct['do']]: (typed: Typed, act: Of<D>) => Promise<Message | null>;
} = {
  waivers: async ({ deps, release }) => waiverListMessage(await deps.waivers.list(release)),
  waive: ({ deps, release, asked: { actor }, open }, { gate, part }) =>
    open('Waive a finding', async () => {
      const prepared = await deps.waivers.prepare({ actor, release, gate });
      const [only, ...others] = prepared.choices;
      // Whoever names the gate has chosen already.
      return only && others.length === 0
        ? giveView(prepared.release, only, part)
        : chooseView(prepared.release, prepared.choices);
    }),
  checklist: ({ deps, release, asked: { actor }, open }, { list }) =>
    open('Checklist', async () =>
      checklistView(await deps.checklists.prepare({ actor, release, name: list })),
    ),
};
