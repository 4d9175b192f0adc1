/** The whole report in a message: its Markdown, cut at a line when it is longer than Slack shows. */
import type { Status } from '../../../domain/status.js';
import { type Block, buttons, context, type Message } from '../parts/block.js';
import { escapeText } from '../parts/text.js';
import { summary } from '../status/status.js';

/** A message takes 12,000 characters of Markdown; the rest of the message needs some of them. */
const longest = 11_000;

/** @param markdown the report */
export function reportMessage(status: Status, markdown: string): Message {
  const lines = markdown.trimEnd().split('\n');
  let shown = 0;
  for (let size = 0; shown < lines.length; shown++) {
    size += JSON.stringify(lines[shown]).length;
    if (size > longest) break;
  }
  const missing = lines.length - shown;
  const cut: Block[] =
    missing > 0
      ? [
          context(
            `and ${missing} more lines: \`npx signalman report --release ${escapeText(status.release.name.replaceAll('`', ''))}\` has them all`,
          ),
        ]
      : [];
  return {
    text: summary(status),
    blocks: [
      { type: 'markdown', text: lines.slice(0, shown).join('\n') },
      ...cut,
      buttons([
        { text: 'Back to the verdict', action: 'status_section:verdict', value: status.release.name },
      ]),
    ],
  };
}
