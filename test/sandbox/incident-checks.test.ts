/** The checks of incidents in a crash run: a sound end passes; what is lost, doubled, behind or out of order is found. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { checkIncident } from '../../src/sandbox/chaos/incidents/check.js';
import { checkLifted } from '../../src/sandbox/chaos/incidents/embargo-check.js';
import { archived, bot, hidden, home, open, shut } from '../../src/sandbox/chaos/incidents/places.js';
import type { LocalGitHub } from '../../src/sandbox/github/index.js';
import type { LocalSlack } from '../../src/sandbox/slack/index.js';

interface Message {
  user: string;
  text: string;
  blocks: unknown;
  replies: Omit<Message, 'replies'>[];
  metadata: { event_payload: { key: string } };
}

let channels: Map<string, Message[]>;
let issues: object[];
let keys = 0;

const said = (text: string, blocks: unknown = []): Message => ({
  ...{ user: bot, text, blocks, replies: [] },
  metadata: { event_payload: { key: `key ${++keys}` } },
});
const put = (channel: string, message: Message) =>
  channels.set(channel, [...(channels.get(channel) ?? []), message]);
const headOf = () => channels.get(home)?.[0] as Message;
// Only what the checks look at.
const slack = {
  state: {
    channels: () => [...channels.keys()].map((id) => ({ id })),
    messages: (channel: string) => channels.get(channel) ?? [],
    everything: (channel: string) => channels.get(channel) ?? [],
  },
} as unknown as LocalSlack;
const github = { issues: () => issues } as unknown as LocalGitHub;

beforeEach(() => {
  channels = new Map();
  issues = [];
});

describe('the check of an incident', () => {
  const texts = ['Looked once', 'Looked twice'];
  const text = 'Incident 1, S2, rev 3 as of noon: it hangs';
  const check = () => checkIncident(slack, 1, texts).map((one) => one.replace('incident 1: ', ''));

  beforeEach(() => {
    put(home, said(text, `${open.length} of ${open.length + 2} places <#${archived}> <#${shut}>`));
    headOf().replies = texts.map((one, at) => said(`*Rev ${at + 2}* ${one}.`));
    for (const channel of open) put(channel, said(text));
  });

  it('finds nothing where everybody reads the same, once', () => {
    expect(check()).toEqual([]);
  });

  it('finds updates that are lost, doubled, or out of order', () => {
    headOf().replies.reverse();
    expect(check()).toEqual(['the thread is out of order: 1,0']);
    headOf().replies.push(...headOf().replies.slice(0, 1));
    expect(check()).toContain('something stands twice in the thread');
    headOf().replies = [];
    expect(check()).toEqual(texts.map((one) => `"${one}" stands 0 times in the thread`));
  });

  it('finds copies that are lost, doubled, or behind, and what stands where nothing may', () => {
    const [first = '', second = '', third = ''] = open;
    channels.delete(first);
    put(second, said(text));
    channels.set(third, [said(text.replace('rev 3', 'rev 2'))]);
    put(archived, said(text));
    expect(check()).toEqual([
      `0 copies in ${first}`,
      `${first} says "undefined" instead of "${text}"`,
      `2 copies in ${second}`,
      `${third} says "${text.replace('rev 3', 'rev 2')}" instead of "${text}"`,
      `something stands in ${archived}`,
    ]);
  });

  it('finds a head that is behind, doubled or lost, or does not name where it could not go', () => {
    Object.assign(headOf(), { text: text.replace('rev 3', 'rev 2'), blocks: 'all places' });
    put(home, said(text));
    const found = check();
    expect(found[0]).toBe('2 heads');
    expect(found).toContain('the head says "Incident 1, S2, rev 2 as of noon: it hangs" instead of rev 3');
    expect(found).toContain(`the head does not say "<#${archived}>"`);
    channels.delete(home);
    expect(check()).toEqual(['0 heads']);
  });
});

describe('the check of an incident whose embargo was lifted', () => {
  const told = { lifted: 'it leaked', wrong: 'shut by hand', right: 'shut by a pump', over: 'a new one' };
  const secrets = { title: 'Zqhole', update: 'Zqupdate' };
  const text = 'Incident 1, S2, rev 7 as of noon: a tank leaked. Resolved';
  const check = () => checkLifted(slack, github, 1, { ...told, secrets });

  beforeEach(() => {
    put(home, said(text, [told.over]));
    headOf().replies = Object.values(told).map((one, at) => said(`*Rev ${at + 3}* ${one}`));
    for (const channel of open) put(channel, said(text));
    put(hidden, said('Incident 1: the embargo is lifted. It goes on elsewhere.'));
    put(hidden, said(`It is about ${secrets.title}, ${secrets.update}`));
  });

  it('finds nothing where everybody reads the same, once, and nothing of what was said before', () => {
    expect(check()).toEqual([]);
  });

  it('finds words that were said under embargo, in Slack and at GitHub', () => {
    headOf().replies.push(said(`More of ${secrets.title}`));
    issues.push({ body: secrets.update });
    expect(check()).toEqual(
      Object.values(secrets).map(
        (word) => `contradicting: "${word}" was said under embargo and stands outside (incident 1)`,
      ),
    );
  });

  it('finds what is lost, doubled, behind and out of order', () => {
    const [first = '', second = ''] = open;
    channels.delete(first);
    put(second, said(text));
    channels.delete(hidden);
    headOf().blocks = [];
    headOf().replies.reverse();
    headOf().replies.push(said(`*Rev 9* ${told.over}`));
    const found = check().map((one) => one.replace(' (incident 1)', ''));
    for (const one of [
      'contradicting: the head does not say how it was resolved',
      `lost: 0 copies in ${first}`,
      `doubled: 2 copies in ${second}`,
      `doubled: "${told.over}" stands 2 times in the thread`,
      'out of order: the thread of what was lifted: 3,2,1,0,4',
      'lost: 0 pointers to what was lifted',
    ])
      expect(found).toContain(one);
  });
});
