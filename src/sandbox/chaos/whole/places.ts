/** The workspace, the repositories and the configuration of a whole-product run. */
import type { LocalGitHub } from '../../github/index.js';
import type { LocalSlackOptions } from '../../slack/options.js';
import * as incident from '../incidents/places.js';

export { archived, bot, repository, secrets, shut, token } from '../incidents/places.js';

/** What the groups sign, and whose notes are written: nothing else lands there. */
export const lander = 'acme/lander';
export const repositories: readonly string[] = [incident.repository, incident.library, lander];

export const channels = {
  digests: ['C0DIGESTS', 'C0BRIEF'],
  signoff: 'C0SIGNOFF',
  notes: 'C0NOTES',
  meeting: 'C0MEETING',
} as const;

export const groups = ['node', 'network', 'storage'] as const;
export const leadOf = (group: string) => `U0${group.toUpperCase()}`;
/** Each story has people of its own: nobody fills in two forms at once. */
export const leads = { signoff: 'U0SIGNLEAD', notes: 'U0NOTESLEAD' } as const;

const twoDigits = (number: number) => String(number).padStart(2, '0');

/** One of each half hour of a day, as each can come only once a day. */
const meetings = Array.from({ length: 48 }, (_, at) => {
  const time = `${twoDigits(Math.floor(at / 2))}:${at % 2 === 0 ? '00' : '30'}`;
  return `  meeting-${at}: { at: "${time}", days: daily, timezone: UTC, channel: ${channels.meeting}, release: v2.0, length: 12m, agenda-ahead: 12m, collect-for: 5m, repository: ${incident.library}, issues-in: ${lander} }`;
});

export const config = `
repository: ${incident.repository}
kinds: { bug: { filter: kind/bug, title: Bugs } }
groups:
  noun: SIG
  prefix: sig/
  rows: [${groups.join(', ')}]
  leads: { ${groups.map((group) => `${group}: [${leadOf(group)}]`).join(', ')} }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases:
  v1.0: { milestone: v1.0, branch: ${incident.branch} }
  v2.0: { milestone: v2.0, branch: main, repository: ${lander} }
sync: { every: 5m }
# Hours are minutes here: whoever was killed keeps a schedule from the others for some of these.
digest-grace: 24h
roles: { release-lead: [${[incident.commander, ...Object.values(leads)].join(', ')}], incident-commander: [${incident.commander}, ${incident.warden}], communications: [${incident.comms}] }
channels: { release: [${channels.notes}] }
digests:
  full: { cron: "*/30 * * * *", days: daily, timezone: UTC, channels: [${channels.digests[0]}], kind: full }
  short: { cron: "*/30 * * * *", days: daily, timezone: UTC, channels: [${channels.digests.join(', ')}], kind: short }
${incident.incidentsConfig}
signoff: { groups: [${groups.join(', ')}], channels: [${channels.signoff}], deadline: 20d, remind: [] }
notes: { form: kinds, repository: ${incident.library}, path: "notes/{version}.md", commit-to: main, every: 1m, releases: { v2.0: {} } }
meetings:
${meetings.join('\n')}
`;

export function seedWhole(github: LocalGitHub): void {
  incident.seedGitHub(github);
  github.addRepo({ fullName: lander, defaultBranch: 'main' });
  github.addCommit(lander, { message: 'the beginning', files: { 'README.md': 'hello' } });
  github.addMilestone(lander, { title: 'v2.0' });
}

export function wholeWorkspace(): LocalSlackOptions {
  const base = incident.workspace();
  const own = [...Object.values(leads), ...groups.map(leadOf)];
  const people = [incident.commander, incident.comms, incident.warden, ...own];
  const more = [...channels.digests, channels.signoff, channels.notes, channels.meeting];
  return {
    ...base,
    // An event that was not heard is told again, as Slack does, only sooner.
    retryDelaysMs: [100, 1000, 3000],
    seed: {
      ...base.seed,
      users: [...base.seed.users, ...own.map((id) => ({ id, name: id.toLowerCase(), realName: id }))],
      channels: [
        ...base.seed.channels,
        ...more.map((id) => ({ id, name: id.toLowerCase(), members: [...people, incident.bot] })),
      ],
    },
  };
}
