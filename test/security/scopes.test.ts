/** Least rights: what the code calls at Slack and GitHub, by its syntax, against what it asks for when it is installed. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { argumentsOf, literal, namesOf, nodesOf, productFiles } from '../builders/syntax.js';

/**
 * Scopes that a method asks of a bot, by its page at docs.slack.dev/reference/methods; where a method takes several
 * kinds of conversations, those of the kinds that Signalman has to do with: public, private, and direct where it posts.
 */
const scopesOf: Record<string, string[]> = {
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.join': ['channels:join'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'pins.add': ['pins:write'],
  'pins.remove': ['pins:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.conversations': ['channels:read', 'groups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** Of events, by docs.slack.dev/reference/events. */
const scopesOfEvents: Record<string, string[]> = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  app_home_opened: [],
};

/** Slack's families of methods. */
const families =
  /^(admin|apps|auth|bookmarks|bots|calls|canvases|chat|conversations|dialog|dnd|emoji|files|functions|migration|oauth|openid|pins|reactions|reminders|rtm|search|stars|team|tooling|usergroups|users|views|workflows)$/;

function slackMethods(): string[] {
  const found = new Set<string>();
  for (const file of productFiles)
    for (const node of nodesOf(file)) {
      if (node.type !== 'CallExpression') continue;
      const names = namesOf(node.callee as Parameters<typeof namesOf>[0]);
      if (names.at(-1) === 'apiCall') found.add(literal(argumentsOf(node)[0]) ?? `something in ${file}`);
      const at = names.findIndex((name) => /client$|^(patient|poster|web)$/i.test(name));
      const method = names.slice(at + 1);
      if (at >= 0 && method.length > 1 && families.test(method[0] ?? '')) found.add(method.join('.'));
    }
  return [...found].sort();
}

interface Manifest {
  oauth_config: { scopes: { bot: string[]; user?: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
}
const manifest = parse(readFileSync('manifest.yml', 'utf8')) as Manifest;
const { bot, user } = manifest.oauth_config.scopes;
const documented = readFileSync('docs/permissions.md', 'utf8');
const methods = slackMethods();

describe('the Slack app', () => {
  it('calls the methods that are in the table, and no other', () => {
    expect(methods).toEqual(Object.keys(scopesOf).sort());
  });

  it('calls nothing under a name that cannot be read from the sources', () => {
    const odd = productFiles.flatMap((file) =>
      nodesOf(file)
        .filter(({ type }) => type === 'CallExpression')
        .map((node) => namesOf(node.callee as Parameters<typeof namesOf>[0]).join('.'))
        .filter((name) => /\bclient\.(\w+\.)*\?|\.(uploadV2|filesUploadV2|paginate|chatStream)$/.test(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(odd).toEqual([]);
  });

  it('asks for the scopes of its methods and events, and no other', () => {
    const needed = [
      'commands',
      ...methods.flatMap((method) => scopesOf[method] ?? []),
      ...manifest.settings.event_subscriptions.bot_events.flatMap((event) => scopesOfEvents[event] ?? ['?']),
    ];
    expect([...bot].sort()).toEqual([...new Set(needed)].sort());
    expect(user).toBeUndefined();
  });

  it.each(bot)('has a reason for %s in docs/permissions.md', (scope) => {
    expect(documented).toMatch(new RegExp(`^\\| \`${scope}\` \\| .{15,} \\|`, 'm'));
  });

  it('has no scope in docs/permissions.md that it does not ask for', () => {
    const named = [...documented.matchAll(/^\| `([a-z.]+(?::[a-z]+)?)` \|/gm)].map(([, scope]) => scope);
    expect(named.sort()).toEqual([...bot].sort());
  });
});

/** Every file that speaks to GitHub, and the permissions of its calls, by docs.github.com/rest. */
const permissionsOf: Record<string, string[]> = {
  'github/actions.ts': ['Actions: read'],
  'github/branch-repository.ts': ['Metadata: read', 'Contents: read', 'Issues: read', 'Pull requests: read'],
  'github/documents.ts': ['Metadata: read', 'Contents: read'],
  'github/issue-filer.ts': ['Issues: read', 'Issues: write'],
  'github/reader.ts': ['Issues: read'],
  'github/sending/branches.ts': ['Contents: read', 'Contents: write'],
  'github/sending/closings.ts': ['Issues: write'],
  'github/sending/comments.ts': ['Issues: read', 'Issues: write', 'Pull requests: write'],
  'github/sending/follow.ts': ['Issues: read'],
  'github/sending/issues.ts': ['Issues: read', 'Issues: write'],
  'github/sending/pulls.ts': ['Pull requests: read', 'Pull requests: write'],
  'github/sending/release-notes.ts': ['Pull requests: write'],
  // Who the token belongs to: needs none.
  'github/sending/self.ts': [],
  'github/text-file.ts': ['Contents: read'],
};

/** `GET`, `PATCH`… by file. */
function gitHubCalls(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of productFiles.filter((name) => name.startsWith('github/')))
    for (const node of nodesOf(file)) {
      if (node.type !== 'CallExpression') continue;
      const name = namesOf(node.callee as Parameters<typeof namesOf>[0]).at(-1);
      if (name !== 'request' && name !== 'call') continue;
      const text = literal(argumentsOf(node)[0]);
      const method = /^(GET|POST|PATCH|PUT|DELETE)\b/.exec(text ?? '')?.[1];
      if (method) found.set(file, (found.get(file) ?? new Set()).add(method));
    }
  return found;
}
const calls = gitHubCalls();

describe('the token of GitHub', () => {
  it('is used in the files of the table, and in no other', () => {
    expect([...calls.keys()].sort()).toEqual(Object.keys(permissionsOf).sort());
  });

  it('needs to write where something is written, and only there', () => {
    for (const [file, permissions] of Object.entries(permissionsOf)) {
      const writes = [...(calls.get(file) ?? [])].some((method) => method !== 'GET');
      expect([file, permissions.some((one) => one.endsWith('write'))]).toEqual([file, writes]);
    }
  });

  it('has each of its permissions in docs/permissions.md, and no other', () => {
    const needed = new Set(Object.values(permissionsOf).flat());
    const named = [...documented.matchAll(/^\| ([A-Z][a-z]+(?: [a-z]+)?: (?:read|write)) \|/gm)].map(
      ([, one]) => one,
    );
    expect(named.sort()).toEqual([...needed].sort());
  });
});
