// Clicks and choices in messages, modals and Home tabs.
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import { renderMessage, renderView } from '../render.js';
import type { Origin } from '../response-urls.js';
import { chosen, elementsOf, initialState } from './input-state.js';
import { type Outcome, personNamed, placeOfPerson, senderOf, sendInteraction } from './interaction.js';

export interface Click {
  /** Id or name. */
  user: string;
  actionId: string;
  /** Needed only when the action id stands in several blocks. */
  blockId?: string;
  /** For selects, pickers and overflow menus: what is chosen. Buttons bring their own value. */
  value?: unknown;
  /** With `messageTs` or `ephemeralId`. */
  channel?: string;
  messageTs?: string;
  ephemeralId?: string;
  /** In place of a message: an open modal or a Home tab. */
  viewId?: string;
}

/** What was clicked in: its blocks, and what of the payload depends on it. */
interface Container {
  /** Where what people chose is kept until the message changes. */
  state: Record<string, Record<string, Fields>>;
  blocks: readonly Fields[];
  payload: Fields;
  responseUrl: string;
  triggerView?: string;
}

const states = new WeakMap<object, { blocks: unknown; state: Container['state'] }>();

/** @throws Error when the person cannot see it, or there is nothing with this action id to click */
export async function click(core: Core, wanted: Click): Promise<Outcome> {
  const container = containerOf(core, wanted);
  const { block, element } = find(container.blocks, wanted);
  const person = personNamed(core, wanted.user);
  const triggerId = core.triggers.give(person.id, container.triggerView);
  return sendInteraction(
    core,
    {
      type: 'block_actions',
      ...senderOf(core, person),
      ...container.payload,
      trigger_id: triggerId,
      actions: [actionOf(core, container, block, element, wanted)],
    },
    container.responseUrl,
  );
}

function actionOf(core: Core, container: Container, block: Fields, element: Fields, wanted: Click): Fields {
  const [blockId, actionId] = [textOf(block.block_id), textOf(element.action_id)];
  const action: Fields = {
    action_id: actionId,
    block_id: blockId,
    type: element.type,
    action_ts: core.timestamps.next(),
  };
  if (element.type === 'button') {
    return {
      ...action,
      text: element.text,
      ...(element.value === undefined ? {} : { value: element.value }),
    };
  }
  const state = chosen(element, wanted.value);
  if (element.type !== 'overflow')
    container.state[blockId] = { ...container.state[blockId], [actionId]: state };
  return { ...action, ...state };
}

function find(blocks: readonly Fields[], wanted: Click): { block: Fields; element: Fields } {
  const all = elementsOf(blocks);
  const hits = all.filter(({ block, element }) => {
    return (
      element.action_id === wanted.actionId &&
      (wanted.blockId === undefined || block.block_id === wanted.blockId)
    );
  });
  const [hit] = hits;
  const names = all.map(({ element }) => String(element.action_id)).join(', ') || 'none';
  if (!hit) throw new Error(`Nothing with action ${wanted.actionId} to click; there is: ${names}`);
  if (hits.length > 1)
    throw new Error(`Action ${wanted.actionId} stands in several blocks: say which blockId`);
  return hit;
}

function containerOf(core: Core, wanted: Click): Container {
  if (wanted.viewId !== undefined) return viewContainer(core, wanted.viewId, wanted.user);
  const { person, place } = placeOfPerson(core, wanted.user, wanted.channel ?? '');
  const channel = { id: place.id, name: place.name || 'directmessage' };
  const ephemeral = core.world.ephemerals.find(
    (entry) => entry.id === wanted.ephemeralId && entry.user === person.id,
  );
  const message = wanted.messageTs === undefined ? undefined : place.find(wanted.messageTs);
  const shown = ephemeral ?? message;
  if (!shown?.blocks) throw new Error(`${person.name} sees no such message with blocks`);
  const ts = ephemeral?.id ?? wanted.messageTs;
  const threadTs = shown.threadTs;
  const origin: Origin = ephemeral ? { ephemeralId: ephemeral.id } : { messageTs: wanted.messageTs };
  const id = core.responses.give({ user: person.id, channel: place.id, threadTs, origin });
  const responseUrl = `${core.url}/response/${id}`;
  const state = stateOf(shown, shown.blocks);
  const where = {
    type: 'message',
    message_ts: ts,
    channel_id: place.id,
    is_ephemeral: ephemeral !== undefined,
  };
  const container = threadTs ? { ...where, thread_ts: threadTs } : where;
  const payload: Fields = { container, channel, state: { values: state }, response_url: responseUrl };
  if (message) payload.message = renderMessage(core, place, message, true);
  return { blocks: shown.blocks, state, payload, responseUrl };
}

function viewContainer(core: Core, viewId: string, user: string): Container {
  const view = core.world.view(viewId);
  const person = personNamed(core, user);
  if (view?.user !== person.id) throw new Error(`${person.name} sees no view ${viewId}`);
  const container = { type: 'view', view_id: view.id };
  const payload = { container, view: renderView(core, view) };
  return { blocks: view.blocks, state: view.state, payload, responseUrl: '', triggerView: view.id };
}

/** What was chosen in a message, forgotten when the message gets other blocks. */
function stateOf(shown: object, blocks: readonly Fields[]): Container['state'] {
  const known = states.get(shown);
  if (known && known.blocks === blocks) return known.state;
  const fresh = { blocks, state: initialState(blocks) };
  states.set(shown, fresh);
  return fresh.state;
}
