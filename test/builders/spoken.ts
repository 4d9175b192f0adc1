// What notifications and screen readers say of everything that Signalman has sent: its `text`, without its blocks.
import type { LocalSlack } from '../../src/sandbox/slack/index.js';

export interface Spoken {
  where: string;
  text: string;
  blocks: unknown;
}

/** Everything that was posted, edited, whispered or answered, as it was sent, the newest thousand of each. */
export function spokenBy(slack: LocalSlack): Spoken[] {
  const called = ['chat.postMessage', 'chat.update', 'chat.postEphemeral'].flatMap((method) =>
    slack.state.calls(method).map(({ args }) => ({ where: method, ...sentIn(args) })),
  );
  const answered = slack.state.responses().map(({ body }) => ({ where: 'response_url', ...sentIn(body) }));
  return [...called, ...answered];
}

function sentIn(given: unknown): Omit<Spoken, 'where'> {
  const { text, blocks } = (given ?? {}) as { text?: string; blocks?: unknown };
  return { text: text ?? '', blocks: typeof blocks === 'string' ? JSON.parse(blocks) : (blocks ?? []) };
}

/** Characters of the first clause: what a notification shows at least. */
const longest = 150;

/** What makes no sense when it is heard alone. */
export function faultsOf({ text, blocks }: Spoken): string[] {
  const shown = JSON.stringify(blocks);
  const mentions = text.match(/<[@!#][^>|]*/g) ?? [];
  const first = text.split(/(?<=[.:!?])\s|\n/)[0] ?? '';
  return [
    ...(text.trim() === '' ? ['is empty'] : []),
    ...(/\b(undefined|null|NaN|\[object)\b/.test(text) ? ['has a value that is none'] : []),
    ...(/<(https?:|!date)/.test(text) ? ['has a link or a date as it is written'] : []),
    ...(/(^|\s):[a-z][a-z\d_+-]+:/.test(text) ? ['has an emoji by its name'] : []),
    ...(/(^|\s)\*[^*\s][^*]*[^*\s]\*/.test(text) ? ['has marks for bold'] : []),
    ...(mentions.some((one) => !shown.includes(one)) ? ['mentions whom the message does not'] : []),
    ...(first.length > longest ? [`begins with ${first.length} characters without an end`] : []),
    ...(/\p{L}{2}/u.test(text) ? [] : ['has no words']),
  ];
}

/** Of all, each once: the fault and the text. */
export function unspeakable(slack: LocalSlack): string[] {
  const found = spokenBy(slack).flatMap((one) =>
    faultsOf(one).map((fault) => `${one.where} ${fault}: ${one.text.slice(0, 300)}`),
  );
  return [...new Set([...found, ...unnamedButtons(slack)])];
}

/** Buttons whose name is no word: there is nothing else to hear. */
function unnamedButtons(slack: LocalSlack): string[] {
  return spokenBy(slack).flatMap(({ blocks }) =>
    [...JSON.stringify(blocks).matchAll(/"type":"button","text":\{"type":"plain_text","text":"([^"]*)"/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !/\p{L}{2}/u.test(name.replace(/:[a-z_]+:/g, '')))
      .map((name) => `a button is called "${name}"`),
  );
}
