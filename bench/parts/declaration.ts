/** A person who declares an incident: types the command, waits for the form, and sends it. */
import type { LocalSlack } from '../../src/sandbox/slack/index.js';

export interface Declared {
  /** On the clock of `performance`. */
  acknowledged: number;
  /** From sending the form to its acknowledgement, ms. */
  ackMs: number;
  /** From the first command to the form that can be filled in, ms. */
  formMs: number;
  /** How often the command was typed. */
  typed: number;
}

/** So long somebody looks at nothing before typing it again, in ms, and so often in all. */
const patience = 15_000;
const most = 4;

/** @throws Error with what was seen instead of the form, or of the incident */
export async function declareIn(slack: LocalSlack, user: string, channel: string): Promise<Declared> {
  const open = slack.state.views(user).at(-1);
  if (open) await slack.closeView({ viewId: open.id, user, all: true });
  const form = () => slack.state.views(user).find((one) => one.callbackId !== 'loading');
  const begun = performance.now();
  for (let typed = 1; ; typed++) {
    const { error, body } = await slack.slashCommand({
      command: '/incident',
      text: 'declare',
      user,
      channel,
    });
    const wait = {
      timeoutMs: patience,
      what: `the form of a declaration (${error ?? `acknowledged, ${body}`})`,
    };
    const view = await slack.waitFor(form, wait).catch((reason) => {
      if (typed === most) throw reason;
    });
    if (!view) continue;
    const formed = performance.now();
    const { action, ackMs, errors } = await slack.submitView({ user, viewId: view.id, values: incident });
    if (action !== 'update')
      throw new Error(`the declaration was answered with ${action} ${JSON.stringify(errors)}`);
    return { acknowledged: formed + ackMs, ackMs, formMs: formed - begun, typed };
  }
}

/** One rule takes a hundred channels. */
export const announcing = (channels: readonly string[]): string =>
  Array.from({ length: Math.ceil(channels.length / 100) }, (_, at) =>
    channels.slice(at * 100, at * 100 + 100),
  )
    .map((some) => `    - channels: [${some.join(', ')}]`)
    .join('\n');

const incident = {
  title: 'kubeadm 1.6.0 hangs when initializing a cluster',
  severity: 's1',
  release: 'v2.0',
  versions: 'kubeadm 1.6.0, new clusters only',
  impact: 'Initialization of a new 1.6.0 master using kubeadm hangs for ever.',
  workaround: 'Stay on 1.5; older packages are gone from the repository, so use a cached copy.',
};
