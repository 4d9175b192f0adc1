/** The few blocks that messages are made of, and how a message is made to fit Slack's limits. */

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
  text: { type: 'plain_text', text: text.slice(0, limits.header), emoji: true },
});

export const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text } });

export const context = (...lines: string[]): Block => ({
  type: 'context',
  elements: lines.map((text) => ({ type: 'mrkdwn', text })),
});

export interface Button {
  text: string;
  action: string;
  value?: string;
  url?: string;
  primary?: boolean;
}

export function buttons(list: Button[]): Block {
  return {
    type: 'actions',
    elements: list.map(({ text, action, value, url, primary }) => ({
      type: 'button',
      text: { type: 'plain_text', text, emoji: true },
      action_id: action,
      ...(value === undefined ? {} : { value }),
      ...(url === undefined ? {} : { url }),
      ...(primary ? { style: 'primary' } : {}),
    })),
  };
}

/** One section, or several when the lines do not fit into one; a line is never torn. */
export function sections(title: string, lines: string[]): Block[] {
  const found: string[] = [];
  let current = title;
  for (const line of lines) {
    if (current !== '' && current.length + 1 + line.length > limits.section) {
      found.push(current);
      current = '';
    }
    current = current === '' ? line.slice(0, limits.section) : `${current}\n${line}`;
  }
  found.push(current);
  return found.filter((text) => text !== '').map(section);
}

/** Takes the first version that Slack accepts; versions are ordered from the fullest to the barest. */
export function firstThatFits(versions: (() => Block[])[]): Block[] {
  let blocks: Block[] = [];
  for (const version of versions) {
    blocks = version();
    if (blocks.length <= limits.blocks && JSON.stringify(blocks).length <= limits.total) return blocks;
  }
  while (JSON.stringify(blocks).length > limits.total || blocks.length > limits.blocks)
    blocks = blocks.slice(0, -1);
  return blocks;
}
