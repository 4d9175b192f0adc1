// views.*: modals and the Home tab.
import { randomBytes } from 'node:crypto';
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { View } from '../model.js';
import { initialState } from '../people/input-state.js';
import { Refusal } from '../refusal.js';
import { renderView } from '../render.js';
import { type Call, type Method, objectArg, tier4 } from './call.js';
import { readView, type ViewDraft } from './view-args.js';

const deepest = 3;

/** A new view of a draft; the caller puts it where it belongs. */
function makeView(core: Core, user: string, draft: ViewDraft, below?: View): View {
  const id = core.world.newId('V');
  const ids = { id, user, hash: newHash(core), rootId: below?.rootId ?? id, previousId: below?.id ?? null };
  return { ...draft, ...ids, state: initialState(draft.blocks), errors: {} };
}

/** Puts a draft in the place of what a view shows; what people filled in stays where the field stays. */
export function replaceView(core: Core, view: View, draft: ViewDraft): void {
  const state = initialState(draft.blocks);
  for (const [blockId, actions] of Object.entries(state)) {
    for (const actionId of Object.keys(actions)) {
      const kept = view.state[blockId]?.[actionId];
      if (kept) actions[actionId] = kept;
    }
  }
  Object.assign(view, draft, { hash: newHash(core), state, errors: {} });
  core.changes.tell({ kind: view.type === 'home' ? 'home' : 'view', user: view.user, id: view.id });
}

/** Opens a modal on top of what the person has open. @throws Refusal `push_limit_reached` */
export function pushView(core: Core, user: string, draft: ViewDraft): View {
  const stack = core.world.modals.get(user) ?? [];
  if (stack.length >= deepest) throw new Refusal('push_limit_reached');
  const view = makeView(core, user, draft, stack.at(-1));
  core.world.modals.set(user, [...stack, view]);
  core.changes.tell({ kind: 'view', user, id: view.id });
  return view;
}

function newHash(core: Core): string {
  return `${Math.floor(core.settings.now() / 1000)}.${randomBytes(6).toString('hex')}`;
}

function readDraft({ core, args }: Call, type: 'modal' | 'home'): ViewDraft {
  const draft = readView(objectArg(args.view), type);
  if (draft.externalId !== '') {
    const other = core.world.view(draft.externalId);
    if (other && other.id !== textOf(args.view_id) && textOf(args.external_id) !== draft.externalId) {
      throw new Refusal('duplicate_external_id');
    }
  }
  return draft;
}

function open(call: Call): Fields {
  const { core, args } = call;
  const draft = readDraft(call, 'modal');
  const { user } = core.triggers.take(textOf(args.trigger_id));
  core.world.modals.delete(user);
  return { view: renderView(core, pushView(core, user, draft)) };
}

function push(call: Call): Fields {
  const { core, args } = call;
  const draft = readDraft(call, 'modal');
  const { user, viewId } = core.triggers.take(textOf(args.trigger_id));
  if (viewId === undefined || core.world.view(viewId)?.type !== 'modal') throw new Refusal('not_found');
  return { view: renderView(core, pushView(core, user, draft)) };
}

function update(call: Call): Fields {
  const { core, args } = call;
  const view = core.world.view(textOf(args.view_id) || textOf(args.external_id));
  if (!view) throw new Refusal('not_found');
  const draft = readDraft(call, view.type);
  if (args.hash && args.hash !== view.hash) throw new Refusal('hash_conflict');
  replaceView(core, view, draft);
  return { view: renderView(core, view) };
}

function publish(call: Call): Fields {
  const { core, args } = call;
  const user = textOf(args.user_id);
  if (!core.world.users.has(user)) throw new Refusal('user_not_found');
  const draft = readDraft(call, 'home');
  const old = core.world.homes.get(user);
  if (args.hash && old && args.hash !== old.hash) throw new Refusal('hash_conflict');
  if (old) replaceView(core, old, draft);
  const view = old ?? makeView(core, user, draft);
  core.world.homes.set(user, view);
  if (!old) core.changes.tell({ kind: 'home', user, id: view.id });
  return { view: renderView(core, view) };
}

export const viewMethods: Record<string, Method> = {
  'views.open': { scopes: [], perMinute: tier4, run: open },
  'views.push': { scopes: [], perMinute: tier4, run: push },
  'views.update': { scopes: [], perMinute: tier4, run: update },
  'views.publish': { scopes: [], perMinute: tier4, run: publish },
};
