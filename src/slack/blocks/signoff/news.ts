/** News in the thread of a poll, which an edit tells nobody; and the word to those who have not answered. */
import type { Saying } from '../../../domain/delivery.js';
import { groupName } from '../../../domain/release.js';
import type { GroupAnswer } from '../../../domain/signoff/poll.js';
import type { PollNews, ShownPoll } from '../../../domain/signoff/shown-poll.js';
import { candidateName, causeWords, endWords, groupNames, tallyOf } from '../../../domain/signoff/tally.js';
import { showMoment } from '../../../domain/time.js';
import { linkTo } from '../ci/lines.js';
import { type Block, context, firstThatFits, section, sections } from '../parts/block.js';
import { forReader } from '../parts/days.js';
import { clip, clipEscaped, mention, sentence } from '../parts/text.js';
import { linked, named, tidy, typedLine } from '../parts/typed.js';
import { reminderDeeds } from './deeds.js';
import { commitLink, nameOfGroup, speakersOf } from './lines.js';

/** Whoever said GO on a condition has answered: what is missing is what they wait for. */
function owed({ poll }: ShownPoll, groups: readonly string[]): { silent: string[]; waiting: string[] } {
  const isWaiting = (group: string) =>
    poll.groups.some((one) => one.group === group && one.state === 'conditional');
  return {
    silent: groups.filter((group) => !isWaiting(group)),
    waiting: groups.filter(isWaiting),
  };
}

/** `no answer came from Node; the condition of Auth is not met` */
function owedWords(
  shown: ShownPoll,
  groups: readonly string[],
  names: (groups: readonly string[]) => string,
): string {
  const { silent, waiting } = owed(shown, groups);
  return [
    ...(silent.length === 0 ? [] : [`no answer came from ${names(silent)}`]),
    ...(waiting.length === 0 ? [] : [`not met yet is the condition of ${names(waiting)}`]),
  ].join('; ');
}

/** Each piece in a line of its own. */
export function pollNewsSaying(shown: ShownPoll, news: readonly PollNews[]): Saying {
  const title = `Sign-off for ${clip(tidy(candidateName(shown.poll)), 110)}`;
  const said = told(news)
    .map((one) => briefly(one, shown))
    .join('; ');
  return {
    text: clipEscaped(`${title}: ${said === '' ? tallyOf(shown.poll).join(', ') : tidy(said)}.`, 500),
    blocks: firstThatFits(
      // How many people are called for each group that has to answer.
      [3, 1, 0].map((most) => () => {
        const lines = told(news).map((one) => newsLine(one, shown, most));
        return sections('', lines.length === 0 ? [tallyOf(shown.poll).join(' · ')] : lines);
      }),
    ),
  };
}

/** Where answers became void it is said already why nobody is asked any more. */
const told = (news: readonly PollNews[]): PollNews[] =>
  news.filter(({ kind }) => kind !== 'ended' || !news.some((one) => one.kind === 'voided'));

function endLine(shown: ShownPoll): string {
  const { ended, branch } = shown.poll;
  if (ended === null) return 'Nobody is asked any more';
  if (ended.cause === null || ended.cause.why === 'job')
    return `Nobody is asked any more: ${endWords[ended.why]}${ended.why === 'overtaken' ? '' : ` by ${named(ended.by)}`}`;
  const place = branch === null ? null : typedLine(branch, 100);
  return `:warning: *${causeWords(ended.cause, place, (hash) => commitLink(hash, shown))}*: nobody is asked about this one any more`;
}

function answerOf(shown: ShownPoll, group: string): GroupAnswer | null {
  return shown.poll.groups.find((one) => one.group === group)?.answer ?? null;
}

/** The groups with their leads: this is a message of its own, so they hear of it. */
function called(shown: ShownPoll, groups: readonly string[], most: number): string {
  const shownGroups = groups.slice(0, 30).map((group) => {
    const leads = speakersOf(shown, group, most);
    return `${nameOfGroup(shown, group)}${leads === '' ? '' : ` (${leads})`}`;
  });
  const more = groups.length - shownGroups.length;
  return `${shownGroups.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function newsLine(news: PollNews, shown: ShownPoll, most: number): string {
  const { poll, release, releaseLeads } = shown;
  const leads = releaseLeads
    .slice(0, most * 3)
    .map(mention)
    .join(', ');
  const forLeads = leads === '' ? '' : ` ${leads}`;
  switch (news.kind) {
    case 'voided': {
      const { cause } = news;
      const branch = poll.branch === null ? null : typedLine(poll.branch, 100);
      const why =
        cause.why === 'job'
          ? `${linkTo(cause.url, cause.name, 100)} turned red`
          : causeWords(cause, branch, (hash) => commitLink(hash, shown));
      const then =
        poll.ended === null ? 'They have to answer again' : 'A release lead asks again for the new commit';
      return `:warning: *${why}*, so these answers are void: ${called(shown, news.groups, poll.ended === null ? most : 0)}. ${then}.${poll.ended === null ? '' : forLeads}`;
    }
    case 'no-go': {
      const answer = answerOf(shown, news.group);
      const reason = answer?.reason.trim() ?? '';
      const issue = answer?.issue ? ` · ${linkTo(answer.issue.url, answer.issue.name, 100)}` : '';
      return `:red_circle: *${nameOfGroup(shown, news.group)} says NO GO*${answer ? ` · ${named(answer.by)}` : ''}${issue}${forLeads}${reason === '' ? '' : `\n&gt; ${typedLine(reason, 1000)}`}`;
    }
    case 'overruled': {
      const answer = answerOf(shown, news.group);
      return `:warning: *${nameOfGroup(shown, news.group)} says GO now*${answer ? ` · ${named(answer.by)}` : ''}, over the NO GO of ${linked(news.before)}${forLeads}`;
    }
    case 'withdrawn':
      return `${nameOfGroup(shown, news.group)} withdrew its answer`;
    case 'condition': {
      const found = answerOf(shown, news.group)?.conditions.find(({ name }) => name === news.name);
      const name = linkTo(found?.url ?? null, news.name, 100);
      const why = news.why.trim() === '' ? '' : `: ${typedLine(news.why, 300)}`;
      return news.state === 'met'
        ? `:white_check_mark: The condition of ${nameOfGroup(shown, news.group)} is met: ${name}${why}`
        : `:x: The condition of ${called(shown, [news.group], most)} cannot be met any more: ${name}${why}`;
    }
    case 'late':
      return `:hourglass: ${nameOfGroup(shown, news.group)} answered after the deadline. It counts once a release lead extends it.${forLeads}`;
    case 'overdue':
      return `:hourglass: *The deadline has passed*: ${owedWords(shown, news.groups, (groups) => called(shown, groups, most))}`;
    case 'extended':
      return `The deadline is now *${forReader(news.deadline, release.zone)}*`;
    case 'complete':
      return `:large_green_circle: *All ${poll.groups.length} say GO*${forLeads}`;
    case 'ended':
      return endLine(shown);
  }
}

/** Where nothing else is seen; not escaped yet. */
function briefly(news: PollNews, shown: ShownPoll): string {
  const { poll, release } = shown;
  const name = (group: string) => groupName(release.groups, group);
  switch (news.kind) {
    case 'voided':
      return `${causeWords(news.cause, poll.branch)}, void: ${groupNames(news.groups, release, 5)}`;
    case 'no-go': {
      // A telephone shows nothing else: why is what decides whether somebody gets up.
      const reason = (answerOf(shown, news.group)?.reason ?? '').trim().replace(/[\s.]+$/, '');
      return `${name(news.group)} says NO GO${reason === '' ? '' : `: ${clip(reason, 200)}`}`;
    }
    case 'overruled':
      return `${name(news.group)} says GO now, over the NO GO of ${news.before.name}`;
    case 'withdrawn':
      return `${name(news.group)} withdrew its answer`;
    case 'condition':
      return `the condition of ${name(news.group)} ${news.state === 'met' ? 'is met' : 'cannot be met any more'}: ${news.name}`;
    case 'late':
      return `${name(news.group)} answered after the deadline`;
    case 'overdue':
      return `the deadline has passed, ${owedWords(shown, news.groups, (groups) => groupNames(groups, release, 5))}`;
    case 'extended':
      return `the deadline is now ${showMoment(news.deadline, release.zone)}`;
    case 'complete':
      return 'every group says GO';
    case 'ended':
      return poll.ended === null ? 'over' : endWords[poll.ended.why];
  }
}

/** To those who have not answered. Each group once, with those who speak for it. */
export function reminderSaying(shown: ShownPoll, groups: readonly string[], link: string | null): Saying {
  const { poll, release } = shown;
  const name = clip(tidy(candidateName(poll)), 110);
  const due = showMoment(poll.deadline, release.zone);
  const { silent, waiting } = owed(shown, groups);
  const missing = silent.length === 1 ? 'Your answer is missing' : `${silent.length} answers are missing`;
  const ask = silent.length === 0 ? 'A condition of a GO is not met yet' : missing;
  const versions = [3, 1, 0].map((most) => (): Block[] => [
    section(
      `:bell: *May ${typedLine(name, 150)} ship?* ${sentence(ask)} Answers by ${forReader(poll.deadline, release.zone)}.`,
    ),
    ...sections('', [
      ...(silent.length === 0 ? [] : [called(shown, silent, most)]),
      ...(waiting.length === 0 ? [] : [`GO on conditions: ${called(shown, waiting, most)}`]),
      `${commitLink(poll.candidate.commit, shown)} of ${typedLine(release.name, 90)}`,
    ]),
    context(`In the team’s zone: until ${showMoment(poll.deadline, release.zone)}`),
    reminderDeeds(poll.id, link),
  ]);
  return {
    text: clipEscaped(
      `May ${name} ship? ${[
        ...(silent.length === 0 ? [] : [`No answer yet from ${tidy(groupNames(silent, release, 8))}.`]),
        ...(waiting.length === 0
          ? []
          : [`Conditions not met yet: ${tidy(groupNames(waiting, release, 8))}.`]),
      ].join(' ')} Answers by ${due}.`,
      500,
    ),
    blocks: firstThatFits(versions),
  };
}
