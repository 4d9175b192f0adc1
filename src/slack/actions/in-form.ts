/** Buttons inside forms: what they do is shown in the form, or on top of it. */
import { UserFault } from '../../domain/fault.js';
import type { SlackDependencies } from '../dependencies.js';
import { brokenView, opening } from '../forms/opening.js';
import { againView, type SentForm } from '../modals/late.js';
import { faultView, type Modal } from '../modals/modal.js';
import { type ActionArgs, askedBy, type Pressed, valueIn } from './pressed.js';

export interface PressedInForm extends Pick<Pressed, 'value' | 'asked'> {
  deps: SlackDependencies;
  /** What the form carries with it. */
  metadata: string;
}

/** A button in a form: the form is replaced by what the work makes. */
export function inAnyForm(work: (pressed: PressedInForm) => Promise<Modal>) {
  return (deps: SlackDependencies) =>
    async ({ ack, action, body, client }: ActionArgs): Promise<void> => {
      await ack();
      const { view } = body;
      // A Home has no title, and none of these buttons.
      const title = (view?.title as { text: string } | null | undefined)?.text;
      if (!view || title === undefined) return;
      try {
        const pressed = { value: valueIn(action), asked: askedBy(body, action), deps };
        const made = await work({ ...pressed, metadata: view.private_metadata }).catch((error: unknown) => {
          // On top, so that what is typed below stays.
          const fault =
            error instanceof UserFault ? faultView(title, error) : brokenView(title, error, deps.log);
          return { fault };
        });
        if (!('fault' in made)) await client.views.update({ view_id: view.id, view: made as never });
        else
          await client.views
            .push({ trigger_id: body.trigger_id ?? '', view: made.fault as never })
            // Too late for that: the person has to know all the same.
            .catch(() =>
              client.views.update({
                view_id: view.id,
                view: againView(view as unknown as SentForm, made.fault.blocks) as never,
              }),
            );
      } catch (error) {
        deps.log.warn({ err: error }, 'a form could not be changed');
      }
    };
}

/** A button in a list that is a form: what the work makes opens on top of the list, which comes back. */
export function onTopOf(
  title: string,
  work: (deps: SlackDependencies, value: string, actor: { id: string; name: string }) => Promise<Modal>,
) {
  return (deps: SlackDependencies) =>
    async ({ ack, action, body, client }: ActionArgs): Promise<void> => {
      await ack();
      try {
        await opening({ client, log: deps.log, trigger: body.trigger_id ?? '', title, isOnTop: true }, () =>
          work(deps, valueIn(action), askedBy(body, action).actor),
        );
      } catch (error) {
        deps.log.warn({ err: error }, 'a form could not be opened');
      }
    };
}
