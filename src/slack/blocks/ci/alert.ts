/** The alert's own message: which job turned red, since when, what brought it, whom it concerns; edited from then on. */
import { type Alert, isOpen } from '../../../domain/ci/alert.js';
import { sayRange } from '../../../domain/ci/job-words.js';
import { issueName, rangeUrl, repositoryOf } from '../../../domain/ci/links.js';
import type { ShownAlert } from '../../../domain/ci/shown-alert.js';
import type { Saying } from '../../../domain/delivery.js';
import { plural } from '../../../domain/plural.js';
import { showMoment } from '../../../domain/time.js';
import { type Block, context, firstThatFits, header, section, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { bullets } from '../parts/items.js';
import { clip, clipEscaped, link, ordinal } from '../parts/text.js';
import { tidy, typedLine } from '../parts/typed.js';
import { alertDeeds } from './deeds.js';
import { jobName, linkTo, webUrl } from './lines.js';

/** Where commits are looked at. */
const web = 'https://github.com';

/** Tests by name, and characters of each, from the fullest version to the barest. */
const sizes = [
  { tests: 10, length: 200 },
  { tests: 5, length: 120 },
  { tests: 0, length: 120 },
];

export function alertSaying(shown: ShownAlert): Saying {
  const { alert, job, releases, owner } = shown;
  return {
    text: clipEscaped(notification(shown), 600),
    blocks: firstThatFits(
      sizes.map((size) => () => [
        header(`${signs[alert.stage]} ${headline(alert, clip(tidy(job.name), 100))}`),
        ...sections('', [
          `${whatHappened(shown)}`,
          ...(releases.length === 0 ? [] : [`*Holds back* ${namesOfReleases(releases)}`]),
          [`*Owner* ${owner === null ? 'nobody is named' : typedLine(owner, 100)}`, issueWords(shown)].join(
            ' · ',
          ),
        ]),
        ...failingTests(alert, size),
        ...stateLines(shown),
        context(smallPrint(shown)),
        ...alertDeeds({ alert, canFile: canFile(shown) }),
      ]),
    ),
  };
}

/** Red is against, white is not known yet, green is for. */
const signs = {
  red: ':red_circle:',
  recovering: ':white_circle:',
  recovered: ':large_green_circle:',
  flake: ':large_green_circle:',
} as const;

/** In one line that makes sense alone. */
export function headline({ stage }: Pick<Alert, 'stage'>, name: string): string {
  const states = {
    red: 'is red',
    recovering: 'recovers',
    recovered: 'is green again',
    flake: 'was red once: a flake',
  };
  return `${name} ${states[stage]}`;
}

/** What a notification says, where nothing else is seen. */
function notification({ alert, job, releases, zone }: ShownAlert): string {
  const line = headline(alert, `${tidy(job.name)} (${tidy(job.board)})`);
  if (alert.stage === 'recovering') return `${line}: ${greensWords(alert)}.`;
  if (alert.stage !== 'red') return `${line}.`;
  const range = sayRange(alert.range);
  const held = releases.length === 0 ? '' : ` It holds back ${releases.slice(0, 3).join(', ')}.`;
  return `${line} since ${showMoment(alert.since, zone)}${range === null ? '' : `, ${range}`}.${held}`;
}

const greensWords = ({ greens, needed }: Alert): string => `${greens} of ${needed} green runs in a row`;

/** An issue can be filed where none is linked and it is known where to. */
export const canFile = ({ alert, repository }: ShownAlert): boolean =>
  alert.issues.length === 0 && repository !== null;

function whatHappened(shown: ShownAlert): string {
  const { alert, job, zone } = shown;
  const was = isOpen(alert) && alert.stage === 'red' ? 'red' : 'was red';
  return `*${jobName(job)}* of ${typedLine(job.board, 100)} · ${was} since ${forReader(alert.since, zone)} (${plural(alert.runs, 'run')})${afterComma(rangeWords(shown))}`;
}

/** Put behind what was said before, where there is something. */
export const afterComma = (text: string): string => (text === '' ? '' : `, ${text}`);

/** Which commits brought it, as a link to them where they can be shown. */
export function rangeWords({
  alert,
  job,
  repository,
}: Pick<ShownAlert, 'alert' | 'job' | 'repository'>): string {
  const said = sayRange(alert.range);
  if (said === null) return '';
  const url = rangeUrl(alert.range, { web, repository: repositoryOf(job, repository ?? '') });
  return linkTo(url, said, 200);
}

/** `Red again`, `Red again for the 2nd time` */
export const againWords = (times: number): string =>
  times <= 1 ? 'Red again' : `Red again for the ${ordinal(times)} time`;

function namesOfReleases(releases: readonly string[]): string {
  const shown = releases.slice(0, 8).map((one) => typedLine(one, 60));
  const more = releases.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The linked one, the one that seems to be about it, or that there is none. */
function issueWords({ alert, suggested, repository }: ShownAlert): string {
  const [first] = alert.issues;
  if (first !== undefined) {
    const shown = alert.issues
      .slice(0, 3)
      .map((url) => linkTo(url, issueName(url, repository ?? '') ?? url, 80));
    const more = alert.issues.length - shown.length;
    return `*${alert.issues.length === 1 ? 'Issue' : 'Issues'}* ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
  if (suggested === null) return '*Issue* none is known';
  const url = webUrl(suggested.url);
  const name = url === null ? `#${suggested.number}` : link(url, `#${suggested.number}`);
  return `*Perhaps* ${name} ${typedLine(suggested.title, 200)}`;
}

/** Names are shown as they are: in rich text nothing of them is read as a command. */
function failingTests({ tests, stage }: Alert, size: (typeof sizes)[number]): Block[] {
  if (tests.length === 0) return [];
  const title = `${plural(tests.length, 'test')} ${stage === 'red' ? (tests.length === 1 ? 'fails' : 'fail') : 'failed'}`;
  if (size.tests === 0) return [section(title)];
  const shown = tests.slice(0, size.tests).map((name) => ({
    type: 'rich_text_section',
    elements: [{ type: 'text', text: clip(tidy(name.replace(/\s+/g, ' ')), size.length) || '–' }],
  }));
  const more = tests.length - shown.length;
  return [bullets(title, shown), ...(more > 0 ? [context(`and ${more} more at the job`)] : [])];
}

/** What people did with it, and how far it has recovered; by name, so that an edit looks as if it called nobody. */
function stateLines({ alert, zone }: ShownAlert): Block[] {
  const { acknowledged, silenced, stage, endedAt, reopened, escalatedAt } = alert;
  const at = (moment: number) => forReader(moment, zone);
  const lines = [
    ...(stage === 'recovering' ? [greensWords(alert)] : []),
    ...(endedAt === null
      ? []
      : [
          `${stage === 'flake' ? 'It passed on the same commit' : 'Green again'} · over since ${at(endedAt)}`,
        ]),
    ...(reopened > 0 ? [againWords(reopened)] : []),
    ...(acknowledged === null
      ? []
      : [`:eyes: ${typedLine(acknowledged.name, 80)} looks after it since ${at(acknowledged.at)}`]),
    ...(silenced === null || !isOpen(alert)
      ? []
      : [`Silenced until ${at(silenced.until)} by ${typedLine(silenced.name, 80)}`]),
    ...(escalatedAt === null ? [] : [`The release lead was told ${at(escalatedAt)}`]),
  ];
  return lines.length === 0 ? [] : [context(lines.join(' · '))];
}

/** Moments in the message are in each reader's own zone; here they are as the team says them. */
function smallPrint({ alert, zone }: ShownAlert): string {
  const since = `In the team’s zone: since ${showMoment(alert.since, zone)}`;
  return isOpen(alert) ? `${since} · news follows in the thread` : since;
}
