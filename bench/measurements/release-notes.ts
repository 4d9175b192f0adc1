/** How long a draft of 5,000 pull requests takes, once the sync has them, and how often GitHub is asked for it. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { composeReleaseNotes } from '../../src/compose/release-notes-reading.js';
import { composeQuestions, composeSync, openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { readProse } from '../../src/documents/prose.js';
import { draftOf } from '../../src/domain/release-notes/draft.js';
import { releaseNotesMarkdown } from '../../src/report/release-notes.js';
import { startLocalGitHub } from '../../src/sandbox/github/index.js';
import type { Measurement } from '../measurement.js';
import type { Stage } from '../parts/stage.js';
import { atMost, type Row, shown } from '../row.js';
import { median } from '../statistics.js';

const pulls = 5000;
const times = 5;
const repository = 'acme/large';
const token = 'ghp_bench';

const config = `
repository: ${repository}
groups: { prefix: sig/ }
gates: { notes: { type: release-notes } }
releases: { v1.0: {} }
notes: {}
`;

/** As they are: most are long, some say nothing, some NONE, some were picked. */
function bodyOf(at: number): string {
  const start = `**What this PR does**:\r\n\r\n${'It changes how nodes are told of what they run. '.repeat(20)}\r\n\r\n`;
  if (at % 10 === 0) return `${start}Fixes #${at}`;
  if (at % 3 === 0) return `${start}**Release note**:\r\n\r\n\`\`\`release-note\r\nNONE\r\n\`\`\`\r\n`;
  return `${start}\`\`\`release-note\r\nThe flag \`--number-${at}\` of the kubelet is kept.\r\n\r\n* one\r\n* two\r\n\`\`\`\r\n`;
}

async function measure(stage: Stage): Promise<Row[]> {
  const github = await startLocalGitHub({ tokens: [{ token, login: 'lead' }] });
  stage.defer(() => github.close());
  github.addRepo({ fullName: repository });
  github.addMilestone(repository, { title: 'v1.0' });
  const at = Date.now();
  github.addIssues(
    repository,
    Array.from({ length: pulls }, (_, index) => ({
      ...{ number: index + 1, title: `Change ${index + 1}`, body: bodyOf(index), milestone: 'v1.0' },
      ...{
        labels: [`sig/group-${index % 25}`, `kind/${index % 2 ? 'bug' : 'feature'}`],
        state: 'closed' as const,
      },
      pullRequest: { mergedAt: at - index * 60_000 },
    })),
  );
  const database = await openStore({ databaseUrl: null, dataDir: await stage.folder() });
  stage.defer(() => database.close());
  const settings = loadSettings(config, 'signalman.yml');
  const parts = { settings, database, log: pino({ level: 'warn' }, pino.destination(2)), clock: Date.now };
  const access = { apiUrl: github.url, token };
  const { tracked, sync } = composeSync(parts, access);
  for (const which of tracked) await sync(which, false);
  const notes = composeReleaseNotes(parts, { github: access });
  const [release] = settings.releases;
  if (!notes || !release) throw new Error('no release notes');
  github.resetRequests();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await notes.read();
  await sleep(5);
  delay.disable();
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    stage.say(`${time + 1} of ${times}`);
    const begun = performance.now();
    const facts = await notes.facts(release);
    const markdown = releaseNotesMarkdown(draftOf(facts), readProse);
    taken.push(performance.now() - begun);
    if (!markdown.includes('--number-1')) throw new Error('the draft lacks its notes');
  }
  const asked: number[] = [];
  const { showStatus } = composeQuestions(parts);
  for (let time = 0; time < 50; time++) {
    const begun = performance.now();
    await showStatus(null);
    asked.push(performance.now() - begun);
  }
  return [
    atMost(`draft of ${pulls} pull requests`, median(taken) / 1000, 5, 's'),
    shown(`board of ${pulls} pull requests, longest block`, delay.max / 1e6, 'ms'),
    atMost('requests for a draft beyond the sync', github.requests.length, 0, 'requests'),
    atMost('verdict with release notes', median(asked), 10, 'ms'),
  ];
}

export const releaseNotes: Measurement = { name: 'release-notes', title: 'Release notes', measure };
