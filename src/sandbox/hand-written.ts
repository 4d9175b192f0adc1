/** What the release team had written down on the day the sandbox opens with, through the same use case as anybody. */
import { WebClient } from '@slack/web-api';
import { type Act, act } from '../app/act.js';
import type { Parts } from '../compose.js';
import { slackPeople } from '../slack/asking/people.js';
import { handWrittenStore } from '../storage/hand-written.js';
import { releaseLead } from './workspace.js';

/** Written on the day the sandbox opens with. */
export const ofTheDay: readonly Act[] = [
  { do: 'reason', state: 'no-go', text: 'Release Machinery: Timeouts during upgrade tests' },
  {
    do: 'todo',
    text: 'Release Machinery: Fix upgrade tests, ensure large scale testing is not impacted',
  },
  { do: 'todo', text: 'Close the issues that the cloud outage of 15 March opened by 17 March' },
  {
    do: 'todo',
    text: 'Close "broken test run" issues whose machines failed and not their tests by 17 March',
  },
];

/** Writes the entries as the seeded release lead. */
export async function writeByHand(
  { settings, database, clock, log }: Parts,
  slack: { apiUrl: string; botToken: string },
  entries: readonly Act[],
): Promise<void> {
  const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });
  const deps = {
    releases: settings.releases,
    notes: handWrittenStore(database),
    people: slackPeople(client, clock, log),
    releaseLeads: settings.roles.releaseLead,
    clock,
  };
  for (const [at, entry] of entries.entries())
    await act(deps, { name: null, actor: releaseLead, request: `sandbox-${clock()}-${at}`, act: entry });
}
