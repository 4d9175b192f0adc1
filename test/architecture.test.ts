/** The house rules that can be read from the sources: who imports whom, who touches what, and how a file begins. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { ciAction } from '../src/slack/blocks/ci/names.js';
import { incidentButton } from '../src/slack/blocks/incident/deeds.js';
import { meetingAction } from '../src/slack/blocks/meeting/names.js';
import { postmortemAction } from '../src/slack/blocks/postmortem/names.js';
import { signoffAction } from '../src/slack/blocks/signoff/names.js';
import * as listeners from '../src/slack/listeners.js';
import { modalButton } from '../src/slack/modals/incident/names.js';

const { actions, commands, events, shortcuts } = listeners;

interface Import {
  from: string;
  /** A path below src, or the name of a package. */
  to: string;
  typeOnly: boolean;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => name.replaceAll('\\', '/'))
  .sort();
const sources = new Map(files.map((file) => [file, readFileSync(join('src', file), 'utf8')]));
const imports = [...sources].flatMap(([from, text]) => importsOf(from, text));

function importsOf(from: string, text: string): Import[] {
  const statement = /^(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm;
  const dynamic = /\bimport\('([^']+)'\)/g;
  const found = [...text.matchAll(statement)].map((match) => ({
    typeOnly: match[1] !== undefined,
    to: match[2] ?? '',
  }));
  const later = [...text.matchAll(dynamic)].map((match) => ({ typeOnly: false, to: match[1] ?? '' }));
  return [...found, ...later].map(({ typeOnly, to }) => ({
    from,
    typeOnly,
    to: to.startsWith('.') ? target(from, to) : to,
  }));
}

/** The file that is meant: `./verdict.js` is `verdict.ts`. */
function target(from: string, path: string): string {
  const plain = posix.join(posix.dirname(from), path);
  const options = [
    plain,
    plain.replace(/\.js$/, '.ts'),
    plain.replace(/\.jsx?$/, '.tsx'),
    `${plain}.ts`,
    `${plain}.tsx`,
  ];
  return options.find((one) => sources.has(one)) ?? plain;
}

/** The layer of a file: the most particular of those that the table names. */
function layer(path: string): string {
  if (path.startsWith('slack/blocks/')) return 'slack/blocks';
  return path.includes('/') ? (path.split('/')[0] ?? '') : path;
}

const inside = (path: string) => sources.has(path);
const adapters = ['slack', 'github', 'ci', 'storage', 'delivery', 'schedule', 'operate'];
const wiring = [
  'compose.ts',
  'main.ts',
  ...files.filter((file) => file.startsWith('compose/') || file.startsWith('cli/')),
];

/** What each layer may import of src, beside itself. */
const mayImport: Record<string, string[]> = {
  domain: [],
  report: ['domain'],
  'slack/blocks': ['domain'],
  app: ['domain'],
  config: ['domain'],
  documents: ['domain'],
  ...Object.fromEntries(
    adapters.map((name) => [name, name === 'slack' ? ['app', 'domain', 'slack/blocks'] : ['app', 'domain']]),
  ),
};
/** The packages of the layers that may not use just any. */
const packages: Record<string, string[]> = {
  domain: [],
  report: ['zod'],
  'slack/blocks': [],
  app: ['node:crypto'],
  config: ['zod', 'yaml'],
  ci: ['zod'],
  documents: ['markdown-it', 'yaml', 'node:crypto'],
};

const show = ({ from, to }: Import) => `${from} imports ${to}`;

describe('the reader of imports', () => {
  it('sees every form of them', () => {
    const text = `import a from 'a';
import { type B, b } from './b.js';
import type { C } from './c.js';
import {
  d,
} from 'd';
import './e.css';
export { f } from './f.js';
export type { G } from './g.js';
const h = await import('./h.js');
const text = "import x from 'x'";
`;
    expect(
      importsOf('one/two.ts', text).map(({ to, typeOnly }) => `${typeOnly ? 'type ' : ''}${to}`),
    ).toEqual(['a', 'one/b.js', 'type one/c.js', 'd', 'one/e.css', 'one/f.js', 'type one/g.js', 'one/h.js']);
  });

  it('reads the whole of src', () => {
    expect(files).toEqual(
      expect.arrayContaining(['main.ts', 'domain/verdict.ts', 'slack/blocks/status/status.ts']),
    );
    expect(imports.filter(({ from }) => from === 'main.ts').length).toBeGreaterThan(5);
  });

  it('finds the file behind every relative import', () => {
    const lost = imports.filter(
      ({ from, to }) =>
        /^(domain|app|config|report|slack|main)/.test(from) &&
        /\.(js|ts)$/.test(to) &&
        !inside(to) &&
        !existsSync(join('src', to)),
    );
    expect(lost.map(show)).toEqual([]);
  });
});

describe('a layer', () => {
  it.each(Object.entries(mayImport))('%s imports nothing of src but itself and %j', (name, allowed) => {
    const wrong = imports.filter(
      ({ from, to }) =>
        layer(from) === name && inside(to) && layer(to) !== name && !allowed.includes(layer(to)),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it.each(Object.entries(packages))('%s imports no package but %j', (name, allowed) => {
    const wrong = imports.filter(
      ({ from, to }) => layer(from) === name && !inside(to) && !allowed.includes(to),
    );
    expect(wrong.map(show)).toEqual([]);
  });

  it('is in the table', () => {
    const known = [...Object.keys(mayImport), 'sandbox', 'compose', 'cli', 'compose.ts', 'main.ts'];
    expect([...new Set(files.map(layer))].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('below the wiring does not import it, and nothing imports main.ts', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (to === 'main.ts') return true;
      return wiring.includes(to) && !wiring.includes(from) && layer(from) !== 'sandbox';
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('of the product does not import the sandbox, but for the command that starts it', () => {
    const wrong = imports.filter(({ from, to }) => layer(to) === 'sandbox' && layer(from) !== 'sandbox');
    expect(wrong.map(show)).toEqual(['main.ts imports sandbox/main.ts']);
  });

  it('has no circle of imports', () => {
    const next = new Map(
      files.map((file) => [
        file,
        imports
          .filter(({ from, to, typeOnly }) => from === file && !typeOnly && inside(to))
          .map(({ to }) => to),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      const at = path.indexOf(file);
      if (at >= 0) circles.push([...path.slice(at), file].join(' → '));
      if (at >= 0 || done.has(file)) return;
      for (const one of next.get(file) ?? []) visit(one, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});

/** The files outside the sandbox whose text has this. */
function filesWith(pattern: RegExp): string[] {
  return [...sources]
    .filter(([file, text]) => layer(file) !== 'sandbox' && pattern.test(text))
    .map(([file]) => file);
}

describe('the environment, the clients and the messages', () => {
  it('only main.ts reads the environment, in the sandbox too', () => {
    const readers = [...sources].filter(([, text]) => /\bprocess\.env\b|\bimport\.meta\.env\b/.test(text));
    expect(readers.map(([file]) => file)).toEqual(['main.ts']);
  });

  it.each([
    ['createGitHub', 'github/reader.ts'],
    ['createSlackApp', 'slack/app.ts'],
    ['openSqlite', 'storage/dialect.ts'],
    ['openPostgres', 'storage/dialect.ts'],
    ['createWorker', 'schedule/worker.ts'],
    ['startServer', 'operate/http.ts'],
    ['createCourier', 'delivery/courier.ts'],
    ['slackSender', 'slack/sending/sender.ts'],
    ['createPostingClient', 'slack/sending/client.ts'],
  ])('%s is called by the wiring only', (factory, home) => {
    // The bot that is not set up yet has a wiring of its own.
    const callers = filesWith(new RegExp(`(?<!function )\\b${factory}\\(`)).filter(
      (file) => file !== 'compose/first-use.ts',
    );
    expect(sources.get(home)).toContain(`function ${factory}(`);
    expect(callers).toHaveLength(1);
    expect(callers[0]).toMatch(/^compose(\/[\w-]+)?\.ts$/);
  });

  it.each([
    [/new (WebClient|App|HTTPReceiver|SocketModeReceiver)\(/, ['slack/app.ts', 'slack/sending/client.ts']],
    [/new (Octokit|\w*[cC]lient)\(/, ['github/client.ts', 'slack/app.ts', 'slack/sending/client.ts']],
    [/new (pg\.)?(Pool|Libsql|Kysely)\b/, ['storage/']],
  ])('what %s makes is made in one place', (made, homes) => {
    const elsewhere = filesWith(made).filter((file) => !homes.some((home) => file.startsWith(home)));
    expect(filesWith(made)).not.toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it('no handler posts a message past the delivery', () => {
    expect(filesWith(/chat\s*\.\s*postMessage|['"`]chat\.post/)).toEqual(['slack/sending/sender.ts']);
    // What only one person sees is an answer: nothing that could be read back, or be owed.
    expect(filesWith(/chat\s*\.\s*postEphemeral/)).toEqual(['slack/whisper.ts']);
  });

  it('nothing but the sandbox writes to the console', () => {
    expect(filesWith(/\bconsole\.\w+\(/)).toEqual([]);
  });
});

describe('a file', () => {
  it('begins with its purpose', () => {
    const silent = [...sources].filter(([, text]) => !/^(#!.*\n)?(\/\*\*|\/\/) ?\s*\S/.test(text));
    expect(silent.map(([file]) => file)).toEqual([]);
  });

  it('has no more than 250 lines', () => {
    const long = [...sources]
      .map(([file, text]) => ({ file, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 250);
    expect(long).toEqual([]);
  });

  it('is called like others of its feature: the layers use the same noun', () => {
    for (const noun of ['status.ts']) {
      const homes = files.filter((file) => posix.basename(file) === noun).map((file) => dirname(file));
      expect(homes).toEqual(expect.arrayContaining(['domain', 'slack/blocks/status', 'slack/commands']));
    }
  });
});

interface Manifest {
  features: {
    slash_commands?: { command: string; url?: string }[];
    shortcuts?: { callback_id: string; type: string; name: string; description: string }[];
    bot_user?: object;
  };
  settings: { event_subscriptions?: { bot_events?: string[] }; interactivity?: { is_enabled: boolean } };
  oauth_config: { scopes: { bot: string[] } };
}

describe('the manifest of the Slack app', () => {
  const manifest = parse(readFileSync('manifest.yml', 'utf8')) as Manifest;

  it('has the commands that are listened to, and no other', () => {
    expect(manifest.features.slash_commands?.map(({ command }) => command).sort()).toEqual(
      Object.keys(commands).sort(),
    );
  });

  it('has the events that are listened to, and no other', () => {
    expect([...(manifest.settings.event_subscriptions?.bot_events ?? [])].sort()).toEqual([...events].sort());
  });

  it('has the shortcuts that are listened to, each of its type, and no other', () => {
    const listed = manifest.features.shortcuts?.map((one) => `${one.type} ${one.callback_id}`) ?? [];
    expect(listed.sort()).toEqual(shortcuts.map(({ id, type }) => `${type} ${id}`).sort());
  });

  it('gives shortcuts names and descriptions that Slack takes', () => {
    for (const { name, description } of manifest.features.shortcuts ?? []) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });

  it.each([
    ['message.channels', 'channels:history'],
    ['message.groups', 'groups:history'],
    ['reaction_added', 'reactions:read'],
    ['reaction_removed', 'reactions:read'],
  ])('asks for what the event %s needs: %s', (event, scope) => {
    const heard = manifest.settings.event_subscriptions?.bot_events ?? [];
    if (heard.includes(event)) expect(manifest.oauth_config.scopes.bot).toContain(scope);
  });

  it('lets buttons be pressed, since some are listened to', () => {
    expect(manifest.settings.interactivity?.is_enabled).toBe(actions.length > 0);
  });

  it('asks for the right to have commands', () => {
    expect(manifest.oauth_config.scopes.bot).toContain('commands');
  });

  const data = process.env.SIGNALMAN_REAL_DATA;
  const schema = data ? join(data, 'slack-manifest.schema.2.0.0.json') : '';
  const ready = schema !== '' && existsSync(schema);
  (ready ? it : it.skip)(
    `is one by Slack’s own schema${ready ? '' : ' (skipped: SIGNALMAN_REAL_DATA does not name a folder with it)'}`,
    () => {
      const validate = new Ajv({ strict: false, validateFormats: false }).compile(
        JSON.parse(readFileSync(schema, 'utf8')),
      );
      validate(manifest);
      expect(validate.errors).toBeNull();
      expect(validate({ ...manifest, features: { slash_commands: [{ command: 7 }] } })).toBe(false);
    },
  );
});

describe('every button', () => {
  it('that a message has is listened to', () => {
    const blocks = [...sources].filter(([file]) => layer(file) === 'slack/blocks').map(([, text]) => text);
    const ids = [
      ...blocks.flatMap((text) =>
        [...text.matchAll(/action(?:_id)?: [`']([a-z_]+(?::[^`'$]*)?)(?=[`'$])/g)].map(([, id]) => id ?? ''),
      ),
      ...Object.values(incidentButton),
      ...Object.values(modalButton),
      ...Object.values(ciAction),
      ...Object.values(signoffAction),
      ...Object.values(postmortemAction),
      ...Object.values(meetingAction),
    ].filter((id) => !(id in incidentButton));
    const heard = (id: string) =>
      actions.some((action) => (typeof action.id === 'string' ? action.id === id : action.id.test(id)));
    expect(ids.length).toBeGreaterThan(3);
    expect(ids.filter((id) => !heard(id))).toEqual([]);
  });
});
