/**
 * A whole-product run: people work with bots that are killed, put to sleep and misled about the time, between a Slack and
 * a GitHub that fail and on a store that goes away. In rounds: after each one the faults end, everything has to settle,
 * and the ledger and each story are checked.
 */
import type { Storage } from '../../../config/environment.js';
import type { Timing } from '../../../domain/delivery-timing.js';
import { minute } from '../../../domain/time.js';
import type { Database } from '../../../storage/dialect.js';
import { startFaultProxy } from '../../fault-proxy.js';
import { startLocalGitHub } from '../../github/index.js';
import { random } from '../../seed/random.js';
import { startLocalSlack } from '../../slack/index.js';
import { chaosTiming } from '../couriers/run.js';
import { createMischief } from '../mischief.js';
import { createFleet } from './fleet.js';
import { startFront } from './front.js';
import { clocksOf } from './hours.js';
import { checkLedger, type Ledger } from './ledger.js';
import * as places from './places.js';
import { settle } from './settling.js';
import { digestStory } from './stories/digests.js';
import { embargoStory } from './stories/embargoes.js';
import { incidentStory } from './stories/incidents.js';
import { meetingStory } from './stories/meetings.js';
import { notesStory } from './stories/notes.js';
import { signoffStory } from './stories/signoffs.js';
import type { Story } from './stories/story.js';
import { createTroubles, type Trouble } from './trouble.js';

export interface WholeOptions {
  seed: number;
  storage: Storage;
  database: Database;
  /** The built bot. */
  program: string;
  replicas: number;
  /** No round begins later than this, in ms; one is lived in any case. */
  ms: number;
  /** Kills in all; null: as many as there is time for. */
  kills: number | null;
  /** How often each incident is updated. */
  revisions: number;
  /** What befalls the store. */
  troubles: readonly Trouble[];
  /** Whether the bots tell what goes wrong within them. */
  isLoud?: boolean;
  /** Is told while it settles what is not as it should be yet. */
  notice?(found: readonly string[]): void;
  /** Is told after each round how it goes. */
  say?(progress: WholeProgress): void;
}

export interface WholeProgress {
  ms: number;
  rounds: number;
  /** What people and the clock did, by story. */
  done: Record<string, Record<string, number>>;
  /** What went wrong between the bots and Slack, and GitHub. */
  faults: { slack: Record<string, number>; github: Record<string, number> };
  /** What befell the bots, and the store. */
  bots: Record<string, number>;
  store: Record<string, number>;
  /** Requests that people sent again because nothing was heard, or because they were told that it went wrong. */
  again: number;
  /** Deleted second copies in Slack. */
  deleted: number;
  deliveries: number;
  outcomes: Record<string, number>;
  violations: string[];
}

/** Of GitHub: as at Slack, with room for a try of several requests. */
const atGitHub: Timing = {
  ...chaosTiming,
  request: 400,
  lease: 2000,
  reconcile: 2500,
  rechecks: [300],
  longestPause: 200,
  reading: 4000,
};
/** The share of writes at GitHub at which one is killed. */
const strikes = 0.15;
/** The share of answers of the bots that Slack never hears. */
const unheard = 0.02;
/**
 * The longest that a post to Slack is held back: what is older is not looked for any more. The last look comes 5.1 s
 * after the claim; the request may be 0.3 s younger, and this process, which is all of Slack, busy meanwhile. ms
 */
const longestDelay = 3000;
/** How often the bots look what became of fixes, in ms. */
const look = 250;
/** A minute of the bots in each second. */
const speed = 60;

/** Runs it to its end. Everything that was started is ended. */
export async function runWhole(options: WholeOptions): Promise<WholeProgress> {
  const { seed, storage, database, program, say } = options;
  const hours = { origin: Math.floor(Date.now() / minute) * minute, speed };
  const { clock } = clocksOf(hours, () => 0);
  const github = await startLocalGitHub({
    now: clock,
    limits: 'none',
    tokens: [{ token: places.token, login: 'signalman' }],
  });
  places.seedWhole(github);
  const slack = await startLocalSlack(places.wholeWorkspace());
  let deleted = 0;
  slack.onChange(({ kind }) => {
    if (kind === 'message_deleted') deleted++;
  });
  const [toSlack, toGitHub] = [
    createMischief({
      ...{ random: random(seed + 1), target: slack.url, request: chaosTiming.request, longestDelay },
      isAhead: () => fleet.isAhead(),
    }),
    createMischief({
      ...{
        random: random(seed + 2),
        target: github.url,
        request: atGitHub.request,
        longestDelay: 0,
        isGitHub: true,
      },
    }),
  ];
  // Without a word of how long it means half a minute, and at GitHub a whole one.
  for (const one of [toSlack, toGitHub]) one.endLongWaits();
  const proxies = {
    slack: await startFaultProxy({ target: slack.url }),
    github: await startFaultProxy({ target: github.url }),
  };
  const chance = random(seed + 3);
  const fleet = createFleet({
    ...{ program, size: options.replicas, random: random(seed + 4), most: options.kills },
    isVaried: options.kills === null,
    // A late copy is looked for some seconds long; a clock that jumps past them would end that before it arrives.
    mayJumpAhead: () => !toSlack.isHolding(),
    bot: {
      ...{ config: places.config, storage, timing: chaosTiming, atGitHub, hours, look },
      slack: { ...places.secrets, apiUrl: `${proxies.slack.url}/api/` },
      github: { apiUrl: proxies.github.url, token: places.token },
      quiet: !options.isLoud,
    },
  });
  let isDangerous = false;
  const front = await startFront(fleet.ports, () => isDangerous && chance.next() < unheard);
  slack.eventsUrl = `${front.url}/slack/events`;
  const troubles = createTroubles(options.troubles, random(seed + 5));
  const scene = { slack, github, database, hours, revisions: options.revisions, chance: random(seed + 6) };
  const withPeople = [incidentStory, embargoStory, signoffStory, notesStory, meetingStory].map((story) =>
    story(scene),
  );
  const stories: Story[] = [...withPeople, digestStory({ ...scene, chance: random(seed + 7) })];
  const violations: string[] = [];
  const begun = Date.now();
  let rounds = 0;
  let ledger: Ledger = { violations: [], deliveries: 0, outcomes: {} };

  const now = (): WholeProgress => ({
    ...{
      ms: Date.now() - begun,
      rounds,
      deleted,
      again: withPeople.reduce((sum, one) => sum + one.again(), 0),
    },
    done: Object.fromEntries(stories.map(({ name, done }) => [name, done])),
    faults: { slack: toSlack.done, github: toGitHub.done },
    ...{ bots: fleet.done, store: troubles.done },
    ...{ deliveries: ledger.deliveries, outcomes: ledger.outcomes },
    violations: [...violations, ...fleet.violations],
  });

  /** Also the worst moment: GitHub has written it, and whoever asked for it is dead before it hears so. */
  const decideAtGitHub: typeof toGitHub.decide = (call) => {
    if (call.method === 'GET' || chance.next() >= strikes) return toGitHub.decide(call);
    fleet.strike();
    return { kind: 'dropAfter' };
  };

  function endanger(): void {
    isDangerous = true;
    proxies.slack.setDecide(toSlack.decide);
    proxies.github.setDecide(decideAtGitHub);
    fleet.endanger();
    troubles.begin();
  }

  async function spare(): Promise<void> {
    await troubles.end();
    await fleet.spare();
    isDangerous = false;
    for (const proxy of [proxies.slack, proxies.github]) proxy.setDecide(undefined);
    await toSlack.settled();
  }

  async function live(): Promise<void> {
    let busy = stories.length - 1;
    const each = stories.map(async (story) => {
      const isOpenEnded = story.name === 'digests';
      try {
        await story.live(rounds, () => busy > 0);
      } catch (error) {
        violations.push(`${story.name}: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        if (!isOpenEnded) busy--;
      }
    });
    await Promise.all(each);
  }

  const worlds = {
    ...{ database, slack, github, repositories: places.repositories },
    ...{ broken: [places.archived, places.shut], unreadable: [places.archived] },
  };

  async function checkAll(): Promise<string[]> {
    ledger = await checkLedger(worlds);
    const each = await Promise.all(stories.map((story) => story.check()));
    return [...ledger.violations, ...each.flat()];
  }

  try {
    await fleet.start();
    do {
      endanger();
      await live();
      options.notice?.(['the round is lived']);
      await spare();
      options.notice?.(['all is spared']);
      for (const one of await settle({ wake: fleet.wake, check: checkAll, notice: options.notice }))
        if (!violations.includes(one)) violations.push(one);
      rounds++;
      say?.(now());
    } while (Date.now() - begun < options.ms);
    return now();
  } finally {
    await troubles.end().catch(() => {});
    await fleet.end();
    await front.close();
    await slack.close();
    await proxies.slack.close();
    await proxies.github.close();
    await github.close();
  }
}
