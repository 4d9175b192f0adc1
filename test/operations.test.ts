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
  interface Rule {
    alert: string;
    expr: string;
    for?: string;
    labels: { severity: string };
    annotations: { summary: string; runbook: string };
  }
  const rules = (parse(text('docs/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
    (group) => group.rules,
  );
  const runbook = text('docs/runbook.md');

  /** Every metric with the labels and values that it has once everything has happened. */
  async function printed(): Promise<Map<string, Map<string, Set<string>>>> {
    const metrics = createMetrics();
    metrics.owed({}, 0);
    metrics.ready(true);
    for (const outcome of ['done', 'failed'] as const)
      metrics.synced('acme/rocket', outcome, { requests: 1, quota: 1 }, 1);
    metrics.deliveries.settled('failed', 'is_archived');
    const found = new Map<string, Map<string, Set<string>>>();
    for (const line of (await metrics.text()).split('\n')) {
      const [, type] = /^# TYPE (\S+)/.exec(line) ?? [];
      if (type) found.set(type, new Map());
      const [, name = '', labels = ''] = /^(signalman_\w+)\{(.*)\} /.exec(line) ?? [];
      for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g)) {
        const values = found.get(name)?.get(label) ?? new Set();
        found.get(name)?.set(label, values.add(value));
      }
    }
    return found;
  }

  it('ask for metrics, labels and values that /metrics prints', async () => {
    const known = await printed();
    let asked = 0;
    for (const { expr, annotations } of rules) {
      const named = new Map<string, Set<string>>();
      for (const [, name = '', labels = ''] of expr.matchAll(/\b(signalman_\w+)(?:\{([^}]*)\})?/g)) {
        asked++;
        const its = known.get(name);
        expect([name, its !== undefined]).toEqual([name, true]);
        for (const [label, values] of its ?? []) named.set(label, values);
        for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g))
          expect([...(its?.get(label) ?? [])]).toContain(value);
      }
      const by = [...expr.matchAll(/\bby \((\w+)\)/g)].map(([, label]) => label);
      const told = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
      for (const label of [...by, ...told]) expect([...named.keys()]).toContain(label);
    }
    expect(asked).toBeGreaterThan(10);
    const ours = [...known.keys()].filter((name) => !/^signalman_(process|nodejs)_/.test(name));
    expect(ours.filter((name) => !runbook.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(rules)('$alert can be read, and says how bad it is, what it is and where to look', (rule) => {
    const token =
      /\s*(?:[a-z_:]\w*|\{\w+="[^"]*"(?:,\s*\w+="[^"]*")*\}|\[\d+[smhd]\]|[()]|[<>=!]=|[<>*/+-]|\d+(?:\.\d+)?(?:e\d+|[smhd])?)/iy;
    let open = 0;
    while (token.lastIndex < rule.expr.length) {
      const from = token.lastIndex;
      const [piece] = token.exec(rule.expr) ?? [];
      expect([rule.expr.slice(from), piece !== undefined]).toEqual([rule.expr.slice(from), true]);
      open += piece?.trim() === '(' ? 1 : piece?.trim() === ')' ? -1 : 0;
      expect(open).toBeGreaterThanOrEqual(0);
    }
    expect(open).toBe(0);
    const words = rule.expr
      .replace(/"[^"]*"|\{[^}]*\}|\bby \(\w+\)|\[\w+\]/g, '')
      .match(/[a-z_]{2,}\w*/g)
      ?.filter((word) => !word.startsWith('signalman_'));
    const language = ['up', 'time', 'increase', 'max', 'sum', 'by', 'or', 'unless', 'offset'];
    expect(words?.filter((word) => !language.includes(word)) ?? []).toEqual([]);
    expect(rule.for === undefined || /^\d+m$/.test(rule.for)).toBe(true);
    expect(['page', 'ticket']).toContain(rule.labels.severity);
    expect(rule.annotations.summary.length).toBeGreaterThan(20);
    const [, file = '', heading, name] = /^(\S+)#(\w+), (\w+)$/.exec(rule.annotations.runbook) ?? [];
    expect(text(file)).toMatch(new RegExp(`^#+ ${heading}$`, 'im'));
    expect(name).toBe(rule.alert);
    expect(text(file)).toContain(`**${name}**`);
  });

  it('each have a paragraph in the runbook, and the runbook has no other', () => {
    const told = [...runbook.matchAll(/\*\*(Signalman\w+)\*\*/g)].map(([, name]) => name);
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
