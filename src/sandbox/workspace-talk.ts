/** What the invented people of the sandbox's workspace were talking about before anybody came. */
import type { LocalSlack } from './slack/index.js';

/** What people were talking about before you came. */
export async function openConversation(slack: Pick<LocalSlack, 'say'>): Promise<void> {
  const channel = 'C01RELEASE';
  const red = await slack.say({
    user: 'U01MEI',
    channel,
    text: 'Skew and upgrade jobs are red again. I am going through the logs of `gce-1.5-1.6-upgrade-cluster`.',
  });
  await slack.say({
    user: 'U01TOMAS',
    channel,
    threadTs: red.ts,
    text: 'The upgrade timeouts are ours. I have a fix under review.',
  });
  await slack.say({ user: 'U01RAVI', channel, threadTs: red.ts, text: 'I can look at the skew failures.' });
  await slack.say({
    user: 'U01NORA',
    channel,
    text: 'Thanks! Before we meet at one: what keeps us from shipping 1.6?',
  });
  await slack.say({
    user: 'U01RAVI',
    channel: 'C01DEV',
    text: 'Is 1.6 still on for this month? I have a change that wants to know.',
  });
  const hangs = await slack.say({
    user: 'U01RAVI',
    channel: 'C01LIFECYCLE',
    text: '`kubeadm init` of the 1.6 beta hangs for ever on a fresh machine. It waits for the control plane, and nothing comes. Three people on my team see the same, and it is reported: https://github.com/kubernetes/kubeadm/issues/212',
  });
  await slack.say({
    user: 'U01TOMAS',
    channel: 'C01LIFECYCLE',
    threadTs: hangs.ts,
    text: 'Here too. With 1.5 it comes up in two minutes. Has anybody told the release team?',
  });
  await slack.say({
    user: 'U01IDA',
    channel: 'G01LEADS',
    text: 'Signalman reads the tests itself now: Nora and I only write down what no test says.',
  });
}
