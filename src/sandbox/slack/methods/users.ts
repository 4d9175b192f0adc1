// users.* and usergroups.*: who is there.
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import { Refusal } from '../refusal.js';
import { renderUser } from '../render.js';
import { type Call, type Method, page, tier2, tier3, tier4 } from './call.js';

function mayReadEmail({ core }: Call): boolean {
  return core.settings.scopes.includes('users:read.email');
}

function info(call: Call): Fields {
  const user = call.core.world.users.get(textOf(call.args.user));
  if (!user) throw new Refusal('user_not_found');
  return { user: renderUser(call.core, user, mayReadEmail(call)) };
}

function list(call: Call): Fields {
  const { items, next } = page([...call.core.world.users.values()], call);
  const members = items.map((user) => renderUser(call.core, user, mayReadEmail(call)));
  return {
    members,
    cache_ts: Math.floor(call.core.settings.now() / 1000),
    response_metadata: { next_cursor: next },
  };
}

function lookupByEmail(call: Call): Fields {
  const email = textOf(call.args.email).toLowerCase();
  for (const user of call.core.world.users.values()) {
    if (email !== '' && user.email?.toLowerCase() === email)
      return { user: renderUser(call.core, user, true) };
  }
  throw new Refusal('users_not_found');
}

function groups({ core }: Call): Fields {
  const usergroups = [...core.world.userGroups.values()].map(({ id, handle, members }) => {
    return {
      id,
      team_id: core.settings.team.id,
      is_usergroup: true,
      name: handle,
      handle,
      user_count: members.length,
    };
  });
  return { usergroups };
}

function groupUsers({ core, args }: Call): Fields {
  const group = core.world.userGroups.get(textOf(args.usergroup));
  if (!group) throw new Refusal('no_such_subteam');
  return { users: group.members };
}

export const userMethods: Record<string, Method> = {
  'users.info': { scopes: ['users:read'], perMinute: tier4, run: info },
  'users.list': { scopes: ['users:read'], perMinute: tier2, run: list },
  'users.lookupByEmail': { scopes: ['users:read.email'], perMinute: tier3, run: lookupByEmail },
  'usergroups.list': { scopes: ['usergroups:read'], perMinute: tier2, run: groups },
  'usergroups.users.list': { scopes: ['usergroups:read'], perMinute: tier2, run: groupUsers },
};
