/** Bodies for `/slack/events`: nearly those of Slack, in wrong encodings, cut, doubled, deep, huge; signed or not. */
import { createHmac } from 'node:crypto';
import type { Random } from '../../../src/sandbox/seed/random.js';
import { type Json, mangled, mutated, strange } from './mutate.js';
import type { Payload } from './payloads.js';

export interface Sent {
  headers: Record<string, string>;
  body: Buffer;
}

const form = 'application/x-www-form-urlencoded';

function encoded({ kind }: Pick<Payload, 'kind'>, body: Json): { type: string; text: string } {
  if (kind === 'events_api') return { type: 'application/json', text: JSON.stringify(body) };
  if (kind === 'interactive')
    return { type: form, text: `payload=${encodeURIComponent(wellFormed(JSON.stringify(body)))}` };
  if (typeof body !== 'object' || body === null) return { type: form, text: String(body) };
  const pair = ([name, value]: [string, Json]) =>
    `${encodeURIComponent(wellFormed(name))}=${encodeURIComponent(wellFormed(typeof value === 'string' ? value : JSON.stringify(value)))}`;
  return { type: form, text: Object.entries(body).map(pair).join('&') };
}

/** A half of a pair cannot be percent-encoded. */
const wellFormed = (text: string) => Buffer.from(text).toString();

/** Whole as text, wrong as what it means. */
export function mutatedBody(chance: Random, payload: Payload): { type: string; body: Buffer } {
  const { type, text } = encoded(payload, mutated(chance, payload.body));
  return { type, body: Buffer.from(text) };
}

/** Wrong already as text. */
export function brokenBody(chance: Random, payload: Payload): { type: string; body: Buffer } {
  const { type, text } = encoded(payload, payload.body);
  const whole = Buffer.from(text);
  const deep = chance.pick([100, 5000, 100_000]);
  const ways: (() => Buffer)[] = [
    () => whole.subarray(0, chance.below(whole.length)),
    () => Buffer.concat([whole, whole]),
    () => Buffer.from(mangled(chance, text)),
    () => flipped(chance, whole),
    () => Buffer.from(JSON.stringify(strange(chance))),
    () => Buffer.from('['.repeat(deep) + ']'.repeat(deep)),
    () => Buffer.from(`payload=${'%7B%22a%22%3A'.repeat(deep > 20_000 ? 20_000 : deep)}`),
    () => Buffer.from(`${text}&payload=null&payload=[]`),
    () => Buffer.from(`payload=${chance.pick(['null', '1', '"x"', '[]', 'true', '%00', '%ff%fe', '{', ''])}`),
    () =>
      Buffer.from(
        chance.pick(['null', '1', '"x"', '[]', 'true', '', ' ', '{}', '\ufeff{}', '{"a":1,"a":2}']),
      ),
    () => Buffer.from(`{"__proto__":{"type":"event_callback"},"event":${strangeText(chance)}}`),
    () => Buffer.from(Array.from({ length: 2000 }, (_, at) => `k${at}=v`).join('&')),
    () => Buffer.from(`ssl_check=${chance.pick(['1', '0', ''])}&${text}`),
    () => Buffer.from(text, 'utf16le'),
    () =>
      Buffer.from([
        ...whole.subarray(0, 40),
        0xff,
        0xfe,
        0xc3,
        0x28,
        0xed,
        0xa0,
        0x80,
        ...whole.subarray(40),
      ]),
    () => Buffer.alloc(chance.pick([1000, 300_000, 1_048_576, 1_200_000]), 0x61),
  ];
  const types = [
    type,
    type,
    form,
    'application/json',
    'text/plain',
    `${form}; charset=utf-8`,
    'multipart/form-data; boundary=x',
    '',
  ];
  // What is huge is slow to send, and there is little to find in it.
  const way = chance.below(ways.length);
  const made = (way === ways.length - 1 && chance.below(20) > 0 ? ways[0] : ways[way])?.() ?? whole;
  return { type: chance.pick(types), body: made };
}

const strangeText = (chance: Random) => JSON.stringify(strange(chance));

function flipped(chance: Random, whole: Buffer): Buffer {
  const copy = Buffer.from(whole);
  for (let left = 1 + chance.below(20); left > 0; left--) copy[chance.below(copy.length)] = chance.below(256);
  return copy;
}

/** As Slack signs. */
export function signedWith(secret: string, { type, body }: { type: string; body: Buffer }): Sent {
  const time = Math.floor(Date.now() / 1000);
  // Bolt verifies the text that the bytes make.
  const signature = createHmac('sha256', secret).update(`v0:${time}:${body.toString()}`).digest('hex');
  return { headers: { ...typed(type), ...stamp(String(time), `v0=${signature}`) }, body };
}

/** Not by Slack: without a signature, with a wrong one, an old one, or one of something else. */
export function unsigned(chance: Random, { type, body }: { type: string; body: Buffer }): Sent {
  const time = Math.floor(Date.now() / 1000);
  const good = signedWith('another secret', { type, body }).headers['x-slack-signature'] ?? '';
  const ways: Record<string, string>[] = [
    {},
    stamp(String(time), ''),
    stamp(String(time), good),
    stamp(String(time), good.slice(0, 20)),
    stamp(String(time), good.replace('v0', 'v1')),
    stamp(String(time - 3600), good),
    stamp(String(time + 3600), good),
    stamp('NaN', good),
    stamp('', good),
    { 'x-slack-signature': good },
    { 'x-slack-request-timestamp': String(time) },
  ];
  return { headers: { ...typed(type), ...chance.pick(ways) }, body };
}

const typed = (type: string): Record<string, string> => (type === '' ? {} : { 'content-type': type });
const stamp = (time: string, signature: string) => ({
  'x-slack-request-timestamp': time,
  'x-slack-signature': signature,
});
