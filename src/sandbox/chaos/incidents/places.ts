/** The workspace of a crash run: an incident channel, 33 channels that are told, and two of them that cannot be. */
import type { LocalGitHub } from '../../github/index.js';
import type { LocalSlackOptions } from '../../slack/options.js';

export const secrets = { botToken: 'xoxb-crash-token', signingSecret: 'crash-signing-secret' };
export const token = 'ghp_crash';
export const repository = 'acme/rocket';
/** Where post-mortems are kept. */
export const library = 'acme/library';
export const branch = 'release-1.0';
export const bot = 'U0BOT';
export const home = 'C0INCIDENTS';
export const commander = 'U0COMMANDER';
export const comms = 'U0COMMS';
/** Whoever commands what is under embargo, and where that stands. */
export const warden = 'U0WARDEN';
export const hidden = 'C0HIDDEN';
export const criterion = 'It works again';
export const open: readonly string[] = Array.from({ length: 31 }, (_, at) => `C0ANNOUNCE${at + 1}`);
export const archived = 'C0ARCHIVED';
export const shut = 'C0SHUT';

/** The part of signalman.yml that is about incidents. */
export const incidentsConfig = `
incidents:
  channel: ${home}
  embargo: { channel: ${hidden} }
  exit-criteria: [${criterion}]
  announce:
    - channels: [${[...open, archived, shut].join(', ')}]
  github: { mirror: true, create-issue: ${repository}, labels: [incident] }
  fix: { every: 15s }
  post-mortem: { ask: false, repository: ${library}, actions-in: ${repository}, labels: [follow-up] }
`;

export function seedGitHub(github: LocalGitHub): void {
  for (const fullName of [repository, library]) {
    github.addRepo({ fullName, defaultBranch: 'main' });
    github.addCommit(fullName, { message: 'the beginning', files: { 'README.md': 'hello' } });
  }
  github.addCommit(repository, { message: 'the release begins', branch });
  github.addMilestone(repository, { title: 'v1.0' });
}

export function workspace(): LocalSlackOptions {
  const people = [commander, comms, warden];
  const channel = (id: string, members: string[], more: object = {}) => ({
    ...{ id, name: id.toLowerCase(), members },
    ...more,
  });
  return {
    ...secrets,
    botUserId: bot,
    limits: 'none',
    logSize: 10,
    seed: {
      users: people.map((id) => ({ id, name: id.toLowerCase(), realName: id })),
      userGroups: [],
      channels: [
        channel(home, [...people, bot]),
        channel(hidden, [warden, bot], { isPrivate: true }),
        ...open.map((id) => channel(id, people)),
        channel(archived, people, { isArchived: true }),
        channel(shut, people, { isPrivate: true }),
      ],
    },
  };
}
