/** News below an alert's message, and the word to the release lead when it was red for too long. */
import type { News } from '../../../domain/ci/alert.js';
import { sayRange } from '../../../domain/ci/job-words.js';
import { issueName } from '../../../domain/ci/links.js';
import type { ShownAlert } from '../../../domain/ci/shown-alert.js';
import type { Saying } from '../../../domain/delivery.js';
import { plural } from '../../../domain/plural.js';
import { showMoment } from '../../../domain/time.js';
import { buttons, context, firstThatFits, header, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { clip, clipEscaped } from '../parts/text.js';
import { tidy, typedLine } from '../parts/typed.js';
import { afterComma, againWords, headline, rangeWords } from './alert.js';
import { jobName, linkTo, namesOf, webUrl } from './lines.js';
import { ciAction } from './names.js';

/** Each piece in a line of its own. */
export function newsSaying(shown: ShownAlert, news: readonly News[]): Saying {
  const lines = news.map((one) => newsLine(one, shown));
  const text = news.map(newsBriefly).join('; ');
  return {
    text: clipEscaped(`${clip(tidy(shown.job.name), 120)}: ${text === '' ? 'still red' : text}.`, 500),
    blocks: sections('', lines.length === 0 ? ['Still red.'] : lines),
  };
}

function newsLine(news: News, shown: ShownAlert): string {
  switch (news.kind) {
    case 'reopened':
      return `:red_circle:  ${againWords(news.times)}, since ${forReader(shown.alert.since, shown.zone)}`;
    case 'tests':
      return `${news.names.length === 1 ? 'Another test fails' : `${news.names.length} more tests fail`}: ${namesOf(news.names, 8, 250)}`;
    case 'range': {
      const said = rangeWords({ ...shown, alert: { ...shown.alert, range: news.range } });
      return `What is known of the cause now: ${said === '' ? 'nothing' : said}`;
    }
    case 'issues': {
      const links = news.urls
        .slice(0, 5)
        .map((url) => linkTo(url, issueName(url, shown.repository ?? '') ?? url, 80));
      const more = news.urls.length - links.length;
      return `Linked: ${links.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    }
    case 'day':
      return `Red for ${plural(news.days, 'day')}, and nobody said that they look after it`;
  }
}

function newsBriefly(news: News): string {
  switch (news.kind) {
    case 'reopened':
      return againWords(news.times).toLowerCase();
    case 'tests':
      return plural(news.names.length, 'more failing test', 'more failing tests');
    case 'range':
      return `what is known of the cause: ${sayRange(news.range) ?? 'nothing'}`;
    case 'issues':
      return plural(news.urls.length, 'issue is linked', 'issues are linked');
    case 'day':
      return `red for ${plural(news.days, 'day')}`;
  }
}

/** Seed 001: knowingly in a bad state, and no one escalated. */
export function escalationSaying(shown: ShownAlert): Saying {
  const { alert, job, releases, zone, owner } = shown;
  const name = clip(tidy(job.name), 100);
  const [release] = releases;
  const held =
    releases.length === 0
      ? ''
      : `It holds back ${releases
          .slice(0, 8)
          .map((one) => typedLine(one, 60))
          .join(', ')}.`;
  const who =
    alert.acknowledged === null
      ? 'Nobody said that they look after it.'
      : `${typedLine(alert.acknowledged.name, 80)} looks after it since ${forReader(alert.acknowledged.at, zone)}.`;
  const whose = owner === null ? 'Nobody is named as its owner.' : `Its owner is ${typedLine(owner, 100)}.`;
  const url = webUrl(job.url);
  return {
    text: clipEscaped(
      `${headline(alert, name)} since ${showMoment(alert.since, zone)}${release === undefined ? '' : ` and holds back ${release}`}: it has been red for so long that you are told.`,
      500,
    ),
    blocks: firstThatFits([
      () => [
        header(`:red_circle: ${name} has been red for too long`),
        ...sections('', [
          `*${jobName(job)}* of ${typedLine(job.board, 100)} · red since ${forReader(alert.since, zone)} (${plural(alert.runs, 'run')})${afterComma(rangeWords(shown))}`,
          ...[held, whose, who].filter((line) => line !== ''),
          ...(alert.tests.length === 0
            ? []
            : [`${plural(alert.tests.length, 'test fails', 'tests fail')}: ${namesOf(alert.tests, 3, 200)}`]),
        ]),
        context(`In the team’s zone: since ${showMoment(alert.since, zone)}`),
        ...(url === null ? [] : [buttons([{ text: 'Open the job', action: ciAction.open, url }])]),
      ],
    ]),
  };
}
