/** The wiring: builds the stores, the clients and the bot. Nothing else constructs them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { act } from './app/act.js';
import type { Clock } from './app/ports/clock.js';
import type { Log } from './app/ports/log.js';
import { composeCalendar } from './compose/calendar.js';
import { composeCi } from './compose/ci.js';
import { composeDelivery, composeDigests } from './compose/digests.js';
import { composeEnhancements } from './compose/enhancements.js';
import { composeHome } from './compose/home.js';
import { composeIncidents, lookAtOpenIncidents } from './compose/incidents.js';
import { composeMeetings } from './compose/meetings.js';
import { composeProbe } from './compose/probe.js';
import { composeQuestions } from './compose/questions.js';
import { composeNotes } from './compose/release-notes.js';
import { composeSignOff } from './compose/signoff.js';
import { stopAll } from './compose/stop.js';
import { composeSync, type Pauses } from './compose/sync.js';
import { composeWaivers } from './compose/waivers.js';
import { type GitHubAccess, type SlackAccess, webOf } from './config/environment.js';
import type { Settings } from './config/settings.js';
import type { Timing } from './domain/delivery-timing.js';
import { startServer } from './operate/http.js';
import { createMetrics } from './operate/metrics.js';
import { reportMarkdown } from './report/markdown.js';
import { createWorker, type Job } from './schedule/worker.js';
import { createSlackApp } from './slack/app.js';
import { slackCircle } from './slack/asking/circle.js';
import { slackPeople } from './slack/asking/people.js';
import { slackReach } from './slack/asking/reach.js';
import { slackWorkspace } from './slack/asking/workspace.js';
import { ciRenderer } from './slack/blocks/ci/renderer.js';
import { meetingRenderer } from './slack/blocks/meeting/renderer.js';
import { signoffRenderer } from './slack/blocks/signoff/renderer.js';
import { listen } from './slack/listeners.js';
import { meetingsSide } from './slack/meeting/side.js';
import { slackWhisper } from './slack/whisper.js';
import type { Database } from './storage/dialect.js';
import { handWrittenStore } from './storage/hand-written.js';
import { firstRequests } from './storage/requests.js';

export { composeQuestions } from './compose/questions.js';
export { openStore } from './compose/store.js';
export { composeSync, type Pauses } from './compose/sync.js';

export interface Parts {
  settings: Settings;
  database: Database;
  log: Log;
  /** The time that people mean: slots, deadlines, ages. */
  clock: Clock;
  /** The time that passes on this machine: leases, pauses, deliveries. The real one unless given. */
  machine?: Clock;
}

export interface Bot {
  /** The port it listens on. */
  port: number;
  /** Looks at once for what has become due, as its alarm does every few seconds, and waits until it is done. */
  wake(): Promise<void>;
  /**
   * Finishes what was begun, or leaves it to others, within 7 s, and lets go of everything but the store.
   * @param notice ms in which it still takes requests while it says that it is not ready
   */
  stop(notice?: number): Promise<void>;
}

/** How a bot is started, beside its parts. */
export interface Access {
  slack: SlackAccess;
  github: GitHubAccess;
  port: number;
  pauses?: Pauses;
  /** How fast deliveries are tried and read back, in Slack and at GitHub; the defaults suit them. */
  timing?: Timing;
  atGitHub?: Timing;
}

/** Starts the whole bot. The store is the caller's to close. */
export async function startBot(parts: Parts, access: Access): Promise<Bot> {
  const { settings, database, log, clock, machine = Date.now } = parts;
  const metrics = createMetrics();
  const questions = composeQuestions(parts);
  const slack = createSlackApp(access.slack, { log, clock, isFirst: firstRequests(database, Date.now) });
  const reach = slackReach(slack.client);
  const people = slackPeople(slack.client, machine, log);
  const reading = composeSync(parts, access.github, access.pauses);
  const { store: deliveries, courier, client: patient } = composeDelivery(parts, access, metrics.deliveries);
  const workspace = slackWorkspace(slack.client, patient);
  const ci = composeCi(parts, {
    github: access.github,
    pauses: access.pauses,
    people,
    renderer: ciRenderer,
    nudge: courier.nudge,
  });
  const enhancements = composeEnhancements(parts, {
    ...{ github: access.github, pauses: access.pauses, nudge: courier.nudge },
  });
  const web = webOf(access.github.apiUrl);
  const releaseNotes = composeNotes(parts, {
    ...{ github: access.github, pauses: access.pauses, people, nudge: courier.nudge },
  });
  const digests = composeDigests(parts, {
    people,
    // A digest does not wait for a name.
    nameOf: async (id) => (await workspace.person(id).catch(() => null))?.name ?? null,
    reach,
    refresh: async (release, since) => {
      // Which documents are needed is known from the issues.
      const issues = reading.refresh(release, since, report).then(async () => {
        await enhancements.refresh(release, since);
        await releaseNotes?.refresh(release, since);
      });
      await Promise.all([issues, ci?.refresh(release, since)]);
    },
    nudge: courier.nudge,
  });
  const incidents = composeIncidents(parts, {
    ...{ github: access.github, pauses: access.pauses, people, workspace, nudge: courier.nudge },
    ...{ web, reach },
    circle: (channel) => slackCircle(slack.client, channel, machine),
  });
  const calendar = composeCalendar(parts, { people, web, nudge: courier.nudge });
  const signOff = composeSignOff(parts, {
    ...{ github: access.github, pauses: access.pauses, people, workspace },
    renderer: signoffRenderer,
    nudge: courier.nudge,
  });
  const waivers = composeWaivers(parts, {
    ...{ github: access.github, pauses: access.pauses, people },
    nudge: courier.nudge,
  });
  const meetings = composeMeetings(parts, {
    ...{ github: access.github, pauses: access.pauses, people, workspace },
    renderer: meetingRenderer,
    nudge: courier.nudge,
  });
  const home = composeHome(parts, {
    ...{ client: slack.client, people, showStatus: questions.showStatus, signoff: signOff.desk },
    ...{ postmortems: incidents?.postMortems.desk ?? null, meetings: meetings.desk },
  });
  const notes = handWrittenStore(database);
  listen(slack.app, {
    incidents: incidents?.incidents ?? null,
    postmortem: incidents?.postMortems.desk ?? null,
    exceptions: calendar.exceptions,
    waivers: waivers.waivers,
    checklists: waivers.checklists,
    ci: ci?.desk ?? null,
    signoff: signOff.desk,
    ...{ home: home.desk, incidentStats: home.stats, releaseNotes: releaseNotes?.desk ?? null, reach },
    meetings: meetingsSide(meetings.desk, workspace, clock),
    whisper: slackWhisper(slack.client, log),
    ...{ releases: settings.releases, hasLead: settings.roles.releaseLead.length > 0 },
    showStatus: questions.showStatus,
    showEnhancement: enhancements.show,
    renderReport: (status) => reportMarkdown(status, { brief: true }),
    act: (input) =>
      act(
        { releases: settings.releases, notes, people, releaseLeads: settings.roles.releaseLead, clock },
        input,
      ),
    manageSchedules: digests.manage,
    log,
    count: metrics.answered,
  });

  function report(outcome: Parameters<Parameters<typeof reading.syncDue>[0]>[0]): void {
    metrics.synced(outcome.repository, outcome.problem === null ? 'done' : 'failed', outcome, clock());
    log.info(outcome, outcome.problem === null ? 'GitHub was read' : 'GitHub could not be read');
  }
  const jobs: Job[] = [
    { name: 'sync', cron: '*/15 * * * * *', run: () => reading.syncDue(report) },
    { name: 'enhancements', cron: '*/10 * * * * *', run: () => enhancements.read() },
    { name: 'release notes', cron: '*/10 * * * * *', run: async () => void (await releaseNotes?.read()) },
    { name: 'notes written', cron: '*/15 * * * * *', run: async () => void (await releaseNotes?.tend()) },
    { name: 'test signal', cron: '*/10 * * * * *', run: async () => await ci?.read() },
    // The alarm only wakes: which moments have come is decided from what is stored.
    { name: 'digests', cron: '*/5 * * * * *', run: async () => void (await digests.run()) },
    { name: 'receipts', cron: '*/20 * * * * *', run: digests.receipts },
    { name: 'calendar', cron: '*/10 * * * * *', run: async () => void (await calendar.announce()) },
    { name: 'sign-off', cron: '*/15 * * * * *', run: async () => void (await signOff.tend()) },
    { name: 'meetings', cron: '*/10 * * * * *', run: async () => void (await meetings.tend()) },
    { name: 'checklists', cron: '*/30 * * * * *', run: waivers.read },
    { name: 'incidents', cron: '*/5 * * * * *', run: async () => await incidents?.tend() },
    { name: 'incident fixes', cron: '*/15 * * * * *', run: async () => void (await incidents?.watch()) },
    { name: 'home', cron: '*/15 * * * * *', run: home.refresh },
    {
      name: 'post-mortems',
      cron: '*/20 * * * * *',
      run: async () => void (await incidents?.postMortems.tend()),
    },
    { name: 'incident copies', cron: '30 * * * * *', run: async () => await incidents?.check() },
  ];
  const worker = createWorker(jobs, log);
  let connected = false;
  const probe = composeProbe({ database, deliveries, metrics, machine, log, isConnected: () => connected });
  const server = await startServer(access.port, probe, slack.requestListener);
  try {
    await digests.adopt();
    await lookAtOpenIncidents(parts);
    await slack.start();
    // Asked while Slack answers: the first incident must not wait for it, nor fail where Slack is busy then.
    if (incidents) await workspace.permalinks().catch(() => {});
    await incidents?.lookAtEmbargo();
  } catch (error) {
    await server.close();
    throw error;
  }
  connected = true;
  courier.start();
  worker.start();
  return {
    port: server.port,
    async wake() {
      await ci?.read();
      await enhancements.read();
      while (await releaseNotes?.read()) await sleep(50);
      while (await releaseNotes?.tend()) await sleep(50);
      await waivers.read();
      while ((await digests.run()) > 0) await sleep(50);
      while ((await calendar.announce()) > 0) await sleep(50);
      await digests.receipts();
      while (await signOff.tend()) await sleep(50);
      while (await incidents?.watch()) await sleep(50);
      await incidents?.tend();
      while (await meetings.tend()) await sleep(50);
      while (await incidents?.postMortems.tend()) await sleep(50);
      await home.refresh();
      courier.nudge();
    },
    async stop(notice = 0) {
      connected = false;
      reading.stop();
      ci?.stop();
      enhancements.stop();
      releaseNotes?.stop();
      waivers.stop();
      digests.stop();
      await stopAll(parts, { slack, server, worker, courier }, notice);
    },
  };
}
