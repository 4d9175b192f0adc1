/** The plainest words for alerts: one line each. */
import type { Alert, News } from '../../../domain/ci/alert.js';
import { sayRange } from '../../../domain/ci/job-words.js';
import type { Saying } from '../../../domain/delivery.js';
import { escapeText } from '../text.js';

interface Shown {
  alert: Alert;
  job: { name: string; board: string };
}

const saying = (text: string): Saying => ({
  text: escapeText(text),
  blocks: [{ type: 'section', text: { type: 'plain_text', text } }],
});

const states = { red: 'is red', recovering: 'recovers', recovered: 'is green again', flake: 'a flake' };

const line = ({ alert, job }: Shown) =>
  `${job.name} ${states[alert.stage]} (${job.board}), ${sayRange(alert.range) ?? ''} ${alert.tests.join(', ')}`;

export const ciRenderer = {
  alert: (shown: Shown) => saying(line(shown)),
  news: (shown: Shown, news: readonly News[]) =>
    saying(`${shown.job.name}: ${news.map(({ kind }) => kind).join('; ')}`),
  escalation: (shown: Shown) => saying(`${line(shown)}: it was red for longer than it may be without you`),
};
