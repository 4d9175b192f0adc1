/** The wiring of what is posted: delivery, reports, and the schedules that call for them. */
import { sendReceipts } from '../app/receipts.js';
import { runSchedules } from '../app/run-schedules.js';
import { manageSchedules } from '../app/schedules.js';
import type { Parts } from '../compose.js';
import type { GitHubAccess, SlackAccess } from '../config/environment.js';
import { githubBudget } from '../delivery/budget.js';
import { createCourier, type DeliveryObserver, inOne } from '../delivery/courier.js';
import { messageCarrier } from '../delivery/messages.js';
import { readDescription } from '../documents/release-note.js';
import { githubTiming, slackTiming, type Timing } from '../domain/delivery-timing.js';
import { regenerate } from '../domain/regenerate/regenerate.js';
import type { Release } from '../domain/release.js';
import { isoDay } from '../domain/time.js';
import { githubCarrier } from '../github/carrier.js';
import { reportMarkdown } from '../report/markdown.js';
import type { SlackPeople } from '../slack/asking/people.js';
import { digestMessages } from '../slack/blocks/digest/digest.js';
import {
  receiptSaying,
  refusedSaying,
  subscribedSaying,
  unsubscribedSaying,
} from '../slack/blocks/digest/schedule.js';
import { createPostingClient } from '../slack/sending/client.js';
import { slackSender } from '../slack/sending/sender.js';
import { deliveryStore } from '../storage/delivery/deliveries.js';
import { leaseStore } from '../storage/leases.js';
import { reportStore } from '../storage/report/reports.js';
import { scheduleStore } from '../storage/report/schedules.js';

/** Works off what is owed. */
export function composeDelivery(
  { database, log, machine = Date.now }: Parts,
  { slack, github, timing = slackTiming, atGitHub = githubTiming }: DeliveryAccess,
  observe: DeliveryObserver,
) {
  const client = createPostingClient(slack, log, timing.request);
  const store = deliveryStore(database, timing, 'messages');
  const around = { clock: machine, log, observe };
  const messages = createCourier({
    ...{ ...around, store, timing },
    carrier: messageCarrier(slackSender({ client, log, clock: machine })),
  });
  // A courier of its own: neither waits for the other, however slow or broken that is.
  const { apiUrl, ...auth } = github;
  const writing = createCourier({
    ...{ ...around, timing: atGitHub, budget: githubBudget(atGitHub) },
    store: deliveryStore(database, atGitHub, 'github'),
    carrier: githubCarrier({
      apiUrl,
      auth,
      timeout: atGitHub.request,
      regenerate,
      readNote: readDescription,
    }),
  });
  return { store, client, courier: inOne([messages, writing]) };
}

interface DeliveryAccess {
  slack: SlackAccess;
  github: GitHubAccess;
  /** Of messages. */
  timing?: Timing | undefined;
  atGitHub?: Timing | undefined;
}

interface Around {
  people: SlackPeople;
  /** What a Slack user is called; null when that is not known. */
  nameOf(id: string): Promise<string | null>;
  reach(channel: string): Promise<{ why: string; hint: string } | null>;
  /** Brings what is stored of a release up to date, as far as GitHub answers in time. */
  refresh(release: Release, since: number): Promise<void>;
  nudge(): void;
}

/** The digests: worked off when their moments come, and managed from Slack. */
export function composeDigests(
  { settings, database, log, clock, machine = Date.now }: Parts,
  { people, nameOf, reach, refresh, nudge }: Around,
) {
  const leads = settings.roles.releaseLead;
  const schedules = scheduleStore(database, machine);
  let stopped = false;
  const deps = {
    releases: settings.releases,
    reports: reportStore(database, machine),
    schedules,
    renderer: {
      digest: (report, kind) => digestMessages(report, { kind, owners: report.status.release.groups.owners }),
      file(report) {
        const { release, now } = report.status;
        const on = isoDay(now, release.zone);
        return {
          name: `${release.name}-${on}.md`.replace(/[^\w.-]+/g, '-'),
          title: `${release.name}, ${on}: the full report`,
          text: reportMarkdown(report.status, { report }),
        };
      },
      refused: (release, slot, contradictions) => refusedSaying({ release, slot, contradictions }),
      receipt: receiptSaying,
    },
    refresh,
    // What is told directly is told to people.
    releaseLeads: async () => (await people.among(leads)).filter((id) => !id.startsWith('S')),
    nameOf,
    clock,
    log,
    leases: leaseStore(database),
    machine,
    rules: { quiet: settings.quiet, grace: settings.grace },
    nudge,
    stopped: () => stopped,
    people,
    leads,
    reach,
    confirm: { subscribed: subscribedSaying, unsubscribed: unsubscribedSaying },
  } satisfies Parameters<typeof runSchedules>[0] & Parameters<typeof manageSchedules>[0];
  return {
    /** Makes the schedules of signalman.yml what the file says. */
    adopt: () => schedules.adopt(settings.digests, clock()),
    run: () => runSchedules(deps),
    async receipts() {
      if ((await sendReceipts(deps)) > 0) nudge();
    },
    manage: (asked: Parameters<typeof manageSchedules>[1]) => manageSchedules(deps, asked),
    stop() {
      stopped = true;
    },
  };
}
