/** What operators are given agrees with the product: commands in the documents, alerts, the image and the compose file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { createMetrics } from '../src/operate/metrics.js';
import { signalman } from './builders/cli.js';

const text = (file: string) => readFileSync(file, 'utf8');
const documents = [
  'README.md',
  'SECURITY.md',
  ...readdirSync('docs').map((name) => join('docs', name)),
].filter((file) => file.endsWith('.md') && existsSync(file));
const manifest = JSON.parse(text('package.json')) as { version: string; engines: { node: string } };

/** Each `npx signalman …` of the documents, as words, up to where the shell or the prose goes on. */
function commandsIn(file: string): string[][] {
  const found = [...text(file).matchAll(/npx signalman ([^`\n]*)/g)].map(([, rest = '']) => rest);
  return found.map((rest) => (rest.split(/\s*(?:#|\||&&|>|;|…)/)[0] ?? '').trim().split(/\s+/));
}

describe('the documents', () => {
  it('name only commands and options that exist', async () => {
    const helps = new Map<string, string>();
    const help = async (...command: string[]) => {
      const key = command.join(' ');
      if (!helps.has(key)) helps.set(key, (await signalman([...command, '--help'])).out);
      return helps.get(key) ?? '';
    };
    const all = documents.flatMap((file) => commandsIn(file).map((words) => ({ file, words })));
    expect(all.length).toBeGreaterThan(20);
    const known = await help();
    const wrong: string[] = [];
    for (const { file, words } of all) {
      const [name = '', second = ''] = words;
      // In prose a command may be spoken of without a name, or with several: `backup|restore`.
      for (const one of name.split('|').filter((word) => /^[a-z]/.test(word))) {
        if (!new RegExp(`^  ${one}\\b`, 'm').test(known)) {
          wrong.push(`${file}: ${one}`);
          continue;
        }
        const own = await help(one);
        const isGroup = /^Commands:/m.test(own) && /^[a-z]+$/.test(second);
        if (isGroup && !new RegExp(`^  ${second}\\b`, 'm').test(own)) wrong.push(`${file}: ${one} ${second}`);
        const said = isGroup ? await help(one, second) : own;
        for (const word of words) {
          const option = /^\[?(--[a-z-]+)/.exec(word)?.[1];
          if (option && !said.includes(option)) wrong.push(`${file}: ${words.join(' ')}: ${option}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('link to files that are there', () => {
    const links = [...text('docs/runbook.md').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
      ([, to = '']) => to,
    );
    expect(links.length).toBeGreaterThan(1);
    expect(links.filter((to) => !existsSync(join('docs', to)))).toEqual([]);
  });
});

describe('the alerts', () => {
  interface Rules {
    groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
  }
  const rules = (parse(text('docs/alerts.yml')) as Rules).groups.flatMap((group) => group.rules);

  it('ask for metrics that /metrics prints', async () => {
    const metrics = createMetrics();
    metrics.owed({}, 0);
    const printed = await metrics.text();
    const names = [...printed.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    const asked = rules.flatMap(({ expr }) => [...expr.matchAll(/\bsignalman_\w+/g)].map(([name]) => name));
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !names.includes(name))).toEqual([]);
    const labels = rules.flatMap(({ expr }) =>
      [...expr.matchAll(/state="(\w+)"/g)].map(([, state]) => state),
    );
    for (const state of labels) expect(printed).toContain(`state="${state}"`);
    const runbook = text('docs/runbook.md');
    const ours = names.filter((name) => !/^signalman_(process|nodejs)_/.test(name ?? ''));
    expect(ours.filter((name) => !runbook.includes(`\`${name}\``))).toEqual([]);
  });

  it('each have a paragraph in the runbook, and the runbook has no other', () => {
    const told = [...text('docs/runbook.md').matchAll(/\*\*(Signalman\w+)\*\*/g)].map(([, name]) => name);
    expect([...told].sort()).toEqual(rules.map(({ alert }) => alert).sort());
  });
});

describe('the image', () => {
  const dockerfile = text('Dockerfile');
  const ignored = text('.dockerignore').split('\n');

  it('runs on a supported Node.js of a pinned tag, as nobody special', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:20\.(19|[2-9]\d)-\w+-slim$/);
    const afterUser = dockerfile.slice(dockerfile.indexOf('\nUSER node\n'));
    expect(afterUser).not.toMatch(/^(RUN|COPY|ADD)\b/m);
    expect(dockerfile).toContain('STOPSIGNAL SIGTERM');
  });

  it('copies what is there and what the builder is given, and nothing that is secret', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    for (const file of copied.filter((one) => one !== '.')) {
      expect(existsSync(file)).toBe(true);
      expect(ignored).toContain(`!${file}`);
    }
    // What the build reads beside the sources.
    expect(ignored).toEqual(expect.arrayContaining(['*', '!src', '!bin', '!knip.json']));
    expect(ignored.filter((line) => /^!.*(\.env|signalman\.yml|data)$/.test(line))).toEqual([]);
    expect(dockerfile).not.toMatch(/TOKEN|SECRET|PASSWORD/);
  });

  it('sets only variables that are read', () => {
    const set = [...(/^ENV (.+)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/(\w+)=/g)].map(([, name]) => name);
    const example = text('.env.example');
    expect(set.filter((name) => name !== 'NODE_ENV' && !example.includes(`${name}=`))).toEqual([]);
    expect(dockerfile).toContain('EXPOSE 3000');
  });
});

describe('the compose file', () => {
  interface Service {
    image: string;
    command?: string[];
    environment: Record<string, string>;
    volumes: string[];
    read_only?: boolean;
    cap_drop?: string[];
    security_opt?: string[];
    stop_grace_period?: string;
    restart: string;
    tmpfs?: string[];
    healthcheck?: object;
    ports?: string[];
    depends_on: Record<string, { condition: string }>;
  }
  const { services } = parse(text('compose.yml'), { merge: true }) as { services: Record<string, Service> };
  const {
    database,
    migrate,
    signalman: bot,
  } = services as Record<'database' | 'migrate' | 'signalman', Service>;

  it.each(['migrate', 'signalman'] as const)(
    'runs %s on a root that is only read, with no rights',
    (name) => {
      expect(services[name]).toMatchObject({
        ...{ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
        image: `signalman:${manifest.version}`,
      });
      expect(services[name]?.tmpfs?.map((one) => one.split(':')[0])).toEqual(['/tmp', '/data']);
    },
  );

  it('migrates first, and gives a stop more time than the bot takes', () => {
    expect([migrate.command, bot.command]).toEqual([['migrate'], ['start']]);
    expect(bot.depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } });
    expect(database.healthcheck).toBeDefined();
    expect(Number.parseInt(bot.stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(15);
    expect([bot.restart, database.restart]).toEqual(['unless-stopped', 'unless-stopped']);
  });

  it('agrees with the image and the environment', () => {
    const example = text('.env.example');
    const own = Object.keys(bot.environment).filter((name) => name !== 'POSTGRES_PASSWORD');
    expect(own.filter((name) => !example.includes(`${name}=`))).toEqual([]);
    expect(bot.environment).toMatchObject({ PORT: '3000', CONFIG_FILE: '/config/signalman.yml' });
    expect(bot.volumes).toEqual(['./signalman.yml:/config/signalman.yml:ro']);
    expect(bot.ports?.every((port) => port.startsWith('127.0.0.1:') && port.endsWith(':3000'))).toBe(true);
  });
});
