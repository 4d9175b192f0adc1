// Submitting and closing modals.
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { fieldsOf, isFields, parseJson, textOf } from '../fields.js';
import { readView } from '../methods/view-args.js';
import { pushView, replaceView } from '../methods/views.js';
import type { View } from '../model.js';
import { Refusal } from '../refusal.js';
import { renderView } from '../render.js';
import { chosen, elementsOf } from './input-state.js';
import { type Outcome, personNamed, senderOf, sendInteraction } from './interaction.js';

export interface Submission {
  viewId: string;
  /** Id or name. */
  user: string;
  /** Block id or action id → what is typed or chosen. Fields left out keep what they have. */
  values?: Record<string, unknown>;
}

export interface SubmitOutcome extends Outcome {
  /** What the bot asked for; `none` closes the modal. */
  action: 'none' | 'errors' | 'update' | 'push' | 'clear' | 'failed';
  /** Block id → message, for `errors`. */
  errors: Record<string, string>;
}

/** @throws Error when there is no such open modal, a required field is empty, or a field does not exist */
export async function submitView(
  core: Core,
  { viewId, user, values = {} }: Submission,
): Promise<SubmitOutcome> {
  const view = modalOf(core, viewId, user);
  fillIn(view, values);
  const person = personNamed(core, user);
  const outcome = await sendInteraction(core, {
    type: 'view_submission',
    ...senderOf(core, person),
    trigger_id: core.triggers.give(person.id, view.id),
    view: renderView(core, view),
    response_urls: [],
  });
  if (outcome.error !== undefined) return { ...outcome, action: 'failed', errors: {} };
  try {
    return { ...outcome, ...obey(core, view, fieldsOf(parseJson(outcome.body))) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...outcome, action: 'failed', errors: {}, error: error.code };
  }
}

/** Closes the modal on top, or all of them. */
export async function closeView(core: Core, viewId: string, user: string, all = false): Promise<void> {
  const view = modalOf(core, viewId, user);
  takeAway(core, view, all || view.clearOnClose);
  if (!view.notifyOnClose) return;
  const person = personNamed(core, user);
  const payload = {
    type: 'view_closed',
    ...senderOf(core, person),
    view: renderView(core, view),
    is_cleared: all,
  };
  await sendInteraction(core, payload);
}

function modalOf(core: Core, viewId: string, user: string): View {
  const person = personNamed(core, user);
  const view = core.world.modals.get(person.id)?.at(-1);
  if (view?.id !== viewId) throw new Error(`${person.name} has no modal ${viewId} on top`);
  return view;
}

function fillIn(view: View, values: Record<string, unknown>): void {
  const left = new Set(Object.keys(values));
  for (const { block, element } of elementsOf(view.blocks)) {
    const [blockId, actionId] = [textOf(block.block_id), textOf(element.action_id)];
    const name = [actionId, blockId].find((candidate) => left.has(candidate));
    if (name !== undefined) {
      left.delete(name);
      view.state[blockId] = { ...view.state[blockId], [actionId]: chosen(element, values[name]) };
    }
    if (block.type === 'input' && block.optional !== true && isEmpty(view.state[blockId]?.[actionId])) {
      throw new Error(`Field ${actionId} must be filled in`);
    }
  }
  if (left.size > 0) throw new Error(`The modal has no field ${[...left].join(', ')}`);
}

function isEmpty(state: Fields | undefined): boolean {
  if (!state) return true;
  const { type: _, ...rest } = state;
  return Object.values(rest).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

function obey(core: Core, view: View, answer: Fields): Pick<SubmitOutcome, 'action' | 'errors'> {
  switch (answer.response_action) {
    case 'errors':
      return { action: 'errors', errors: showErrors(core, view, fieldsOf(answer.errors)) };
    case 'update':
      replaceView(core, view, readView(isFields(answer.view) ? answer.view : undefined, 'modal'));
      return { action: 'update', errors: {} };
    case 'push':
      pushView(core, view.user, readView(isFields(answer.view) ? answer.view : undefined, 'modal'));
      return { action: 'push', errors: {} };
    case 'clear':
      takeAway(core, view, true);
      return { action: 'clear', errors: {} };
    default:
      takeAway(core, view, false);
      return { action: 'none', errors: {} };
  }
}

/** @throws Refusal when an error is for a block that is no input of the modal: Slack then shows none of them */
function showErrors(core: Core, view: View, errors: Fields): Record<string, string> {
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  const shown: Record<string, string> = {};
  for (const [blockId, message] of Object.entries(errors)) {
    if (!inputs.includes(blockId)) throw new Refusal('invalid_response_action_errors');
    shown[blockId] = String(message);
  }
  view.errors = shown;
  core.changes.tell({ kind: 'view', user: view.user, id: view.id });
  return shown;
}

/** The view may have been replaced or closed while the bot was thinking; then nothing happens. */
function takeAway(core: Core, view: View, all: boolean): void {
  const stack = core.world.modals.get(view.user) ?? [];
  const left = all ? [] : stack.filter((open) => open !== view);
  if (left.length > 0) core.world.modals.set(view.user, left);
  else core.world.modals.delete(view.user);
  core.changes.tell({ kind: 'view', user: view.user, id: view.id });
}
