/** The few blocks that messages are made of, and how a message is made to fit Slack's limits. */
import { clip, plainText } from './text.js';

/** Block Kit JSON. Slack's own types do not know its newer blocks yet. */
export type Block = { type: string } & Record<string, unknown>;

export interface Message {
  /** Makes sense alone: notifications and screen readers use it. */
  text: string;
  blocks: Block[];
}

/** Limits of Slack, facts as of 2026. */
export const limits = { blocks: 50, section: 3000, header: 150, context: 10, total: 12_000 };

export const header = (text: string): Block => ({
  type: 'header',
  text: { type: 'plain_text', text: clip(plainText(text), limits.header), emoji: true },
});

export const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text } });

export const context = (...lines: string[]): Block => ({
  type: 'context',
  elements: lines.map((text) => ({ type: 'mrkdwn', text })),
});

/** One sentence, and in small print what belongs to it. @param text and more: mrkdwn */
export const said = (text: string, more?: string): Message => ({
  text,
  blocks: [section(text), ...(more === undefined ? [] : [context(more)])],
});

export interface Button {
  text: string;
  action: string;
  value?: string;
  url?: string;
  primary?: boolean;
  /** Which of several it belongs to: screen readers say it after the text, where the eye sees it beside the button. */
  about?: string;
}

/** Characters of what screen readers say of a button. */
const longestLabel = 75;

export function buttons(list: Button[]): Block {
  return {
    type: 'actions',
    elements: list.map(({ text, action, value, url, primary, about }) => ({
      type: 'button',
      text: { type: 'plain_text', text: plainText(text), emoji: true },
      action_id: action,
      ...(value === undefined ? {} : { value }),
      ...(url === undefined ? {} : { url }),
      ...(primary ? { style: 'primary' } : {}),
      ...(about === undefined
        ? {}
        : { accessibility_label: clip(plainText(`${text.replace(/…$/, '')}: ${about}`), longestLabel) }),
    })),
  };
}

/** Facts side by side, on as many lines as they need: a fact, which may be a link, is never torn. */
export function sideBySide(facts: string[]): string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines[lines.length - 1];
    const longer = last === undefined ? fact : `${last} · ${fact}`;
    if (last === undefined || longer.length > limits.section) lines.push(fact);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** A line that is too long even alone loses its end, and with it a link or an entity that would be torn. */
const fitting = (line: string) =>
  line.length <= limits.section ? line : clip(line, limits.section).replace(/(<[^<>]*|&\w{0,4})…$/, '…');

/** One section, or several when the lines do not fit into one; a line is never torn. */
export function sections(title: string, lines: string[]): Block[] {
  const found: string[] = [];
  let current = title;
  for (const line of lines) {
    if (current !== '' && current.length + 1 + line.length > limits.section) {
      found.push(current);
      current = '';
    }
    current = current === '' ? fitting(line) : `${current}\n${line}`;
  }
  found.push(current);
  return found.filter((text) => text !== '').map(section);
}

const fits = (blocks: Block[]) =>
  blocks.length <= limits.blocks && JSON.stringify(blocks).length <= limits.total;

/**
 * Takes the first version that Slack accepts; versions are ordered from the fullest to the barest. If even
 * that is too much, what stands last before the buttons is left out, and the message says so.
 */
export function firstThatFits(versions: (() => Block[])[]): Block[] {
  let blocks: Block[] = [];
  for (const version of versions) {
    blocks = version();
    if (fits(blocks)) return blocks;
  }
  const end = blocks.slice(-1);
  const kept = blocks.slice(0, -1);
  const note = context('Not all of it fits into a message: the full report has the rest');
  while (kept.length > 1 && !fits([...kept, note, ...end])) kept.pop();
  return [...kept, note, ...end];
}
