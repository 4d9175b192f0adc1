/** The words `waive`, `waivers` and `checklist` of `/release-signoff`: a form, or a private answer. */
import type { Message } from '../blocks/block.js';
import { waiverListMessage } from '../blocks/waivers.js';
import { checklistView } from '../modals/checklist.js';
import { chooseView, giveView } from '../modals/waiver.js';
import type { SignoffAct } from './parse-signoff.js';
import type { Typed } from './typed.js';

type Of<D extends SignoffAct['do']> = Extract<SignoffAct, { do: D }>;

/** Each gives null when it opened a form. */
export const waiverDeeds = {
  waivers: async ({ deps, release }: Typed, _act: Of<'waivers'>): Promise<Message | null> =>
    waiverListMessage(await deps.waivers.list(release)),

  waive: ({ deps, release, asked, open }: Typed, { gate, part }: Of<'waive'>): Promise<Message | null> =>
    open('Waive a finding', async () => {
      const prepared = await deps.waivers.prepare({ actor: asked.actor, release, gate });
      const [only] = prepared.choices;
      // Whoever names the gate has chosen already.
      return only && (gate !== null || prepared.choices.length === 1)
        ? giveView(prepared.release, only, part)
        : chooseView(prepared.release, prepared.choices);
    }),

  checklist: ({ deps, release, asked, open }: Typed, { list }: Of<'checklist'>): Promise<Message | null> =>
    open('Checklist', async () =>
      checklistView(await deps.checklists.prepare({ actor: asked.actor, release, name: list })),
    ),
};
