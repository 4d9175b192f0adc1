// A whole Slack in this process, as strict as the real one where it matters to a bot: for tests, for the sandbox page and
// for measurements. `startLocalSlack` is the only way in.
import type { Change, Truthy, WaitOptions } from './changes.js';
import { createChanges } from './changes.js';
import type { Core } from './core.js';
import { createEvents, type EventReport } from './delivery/events.js';
import { createHttpSender, type HttpSender } from './delivery/http.js';
import { createSockets, type Sockets } from './delivery/sockets.js';
import { createTransport } from './delivery/transport.js';
import { createFaults, type Faults } from './faults.js';
import { createLimits, createNoLimits } from './limits.js';
import type { LocalSlackOptions, Refused } from './options.js';
import { type Click, click } from './people/clicks.js';
import { type SlashCommand, slashCommand } from './people/commands.js';
import type { Outcome } from './people/interaction.js';
import { closeView, type Submission, type SubmitOutcome, submitView } from './people/modals.js';
import { type MessageShortcut, messageShortcut, openHome, shortcut } from './people/shortcuts.js';
import { createTalk, type Talk } from './people/talk.js';
import { createRaw, type Raw } from './raw.js';
import { createResponseUrls } from './response-urls.js';
import { createRing } from './ring.js';
import { listen } from './server.js';
import { settingsOf } from './settings.js';
import { createState, type State } from './state.js';
import { createTimestamps } from './timestamps.js';
import { createTriggers } from './triggers.js';
import { World } from './world.js';

/** A running local Slack: what people do, what can be seen, and what goes wrong. */
export interface LocalSlack extends Talk {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  url: string;
  /** For `SLACK_API_URL`: ends in `/api/`. */
  apiUrl: string;
  /** Where the bot listens; may be set, changed or taken away at any time. */
  eventsUrl: string | undefined;
  /** Native charts and tables that are refused; may be changed at any time. */
  refuse: Refused;
  slashCommand(typed: SlashCommand): Promise<Outcome>;
  click(wanted: Click): Promise<Outcome>;
  submitView(submission: Submission): Promise<SubmitOutcome>;
  /** `all` closes the whole stack, as the cross at the top does. */
  closeView(what: { viewId: string; user: string; all?: boolean }): Promise<void>;
  shortcut(what: { callbackId: string; user: string }): Promise<Outcome>;
  messageShortcut(what: MessageShortcut): Promise<Outcome>;
  openHome(user: string, tab?: 'home' | 'messages'): Promise<EventReport>;
  raw: Raw;
  socket: Pick<Sockets, 'open' | 'disconnectAll' | 'cutAll'>;
  faults: Faults;
  state: State;
  /** @returns a function that ends the listening */
  onChange(listener: (change: Change) => void): () => void;
  /** Resolves with the predicate's first truthy value; it is asked again after every change, call and delivery. */
  waitFor<T>(predicate: () => T, options?: WaitOptions): Promise<Truthy<T>>;
  close(): Promise<void>;
}

/** Starts a local Slack on 127.0.0.1. */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const http = createHttpSender();
  const core = createCore(options, http);
  const server = await listen(core, core.settings.port);
  return {
    ...createTalk(core),
    url: core.url,
    apiUrl: `${core.url}/api/`,
    get eventsUrl() {
      return core.settings.eventsUrl;
    },
    set eventsUrl(url) {
      core.settings.eventsUrl = url;
    },
    refuse: core.settings.refuse,
    slashCommand: (typed) => slashCommand(core, typed),
    click: (wanted) => click(core, wanted),
    submitView: (submission) => submitView(core, submission),
    closeView: ({ viewId, user, all }) => closeView(core, viewId, user, all),
    shortcut: (what) => shortcut(core, what),
    messageShortcut: (what) => messageShortcut(core, what),
    openHome: (user, tab) => openHome(core, user, tab),
    raw: createRaw(core, http),
    socket: core.sockets,
    faults: core.faults,
    state: createState(core),
    onChange: core.changes.listen,
    waitFor: core.changes.waitFor,
    async close() {
      core.events.close();
      core.changes.close();
      await core.sockets.close();
      http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createCore(options: LocalSlackOptions, http: HttpSender): Core {
  const settings = settingsOf(options);
  const { now } = settings;
  const world = new World(settings);
  const changes = createChanges();
  const sockets = createSockets(settings, changes.stir);
  const transport = createTransport(settings, http, sockets);
  const deliveries: Core['deliveries'] = createRing(settings.logSize);
  const events = createEvents(
    settings,
    transport,
    () => world.newId('Ev'),
    (kind, name, eventId, retryNum, ack) => {
      deliveries.push({ kind, name, eventId, retryNum, ack, at: now() });
      changes.stir();
    },
  );
  return {
    settings,
    world,
    changes,
    sockets,
    transport,
    events,
    deliveries,
    timestamps: createTimestamps(now),
    triggers: createTriggers(now),
    responses: createResponseUrls(now),
    limits: settings.limits === 'slack' ? createLimits(now) : createNoLimits(),
    faults: createFaults(),
    calls: createRing(settings.logSize),
    responseLog: createRing(settings.logSize),
    url: '',
  };
}
