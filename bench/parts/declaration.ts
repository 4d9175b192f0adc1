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
  const { viewId, formMs, typed } = await formOf(slack, { user, channel, text: 'declare' });
  const begun = performance.now();
  const { action, ackMs, errors } = await slack.submitView({ user, viewId, values: incident });
  if (action !== 'update')
    throw new Error(`the declaration was answered with ${action} ${JSON.stringify(errors)}`);
  return { acknowledged: begun + ackMs, ackMs, formMs, typed };
}

/** Tells more of an incident. @returns when that was acknowledged, on the clock of `performance` */
export async function updateIn(
  slack: LocalSlack,
  user: string,
  { channel, incident: id, text }: { channel: string; incident: number; text: string },
): Promise<number> {
  const { viewId } = await formOf(slack, { user, channel, text: `update ${id}` });
  const { action: looked, errors } = await slack.submitView({ user, viewId, values: { text } });
  const preview = slack.state.views(user).at(-1);
  if (looked !== 'push' || !preview)
    throw new Error(`the update was answered with ${looked} ${JSON.stringify(errors)}`);
  const begun = performance.now();
  const { action, ackMs } = await slack.submitView({ user, viewId: preview.id, values: {} });
  if (action !== 'clear') throw new Error(`the update was not sent: ${action}`);
  return begun + ackMs;
}

async function formOf(
  slack: LocalSlack,
  { user, channel, text }: { user: string; channel: string; text: string },
): Promise<{ viewId: string; formMs: number; typed: number }> {
  const open = slack.state.views(user).at(-1);
  if (open) await slack.closeView({ viewId: open.id, user, all: true });
  const form = () => slack.state.views(user).find((one) => one.callbackId !== 'loading');
  const begun = performance.now();
  for (let typed = 1; ; typed++) {
    const { error, body } = await slack.slashCommand({ command: '/incident', text, user, channel });
    const what = `the form of /incident ${text} (${error ?? `acknowledged, ${body}`})`;
    const view = await slack.waitFor(form, { timeoutMs: patience, what }).catch((reason) => {
      if (typed === most) throw reason;
    });
    if (view) return { viewId: view.id, formMs: performance.now() - begun, typed };
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
