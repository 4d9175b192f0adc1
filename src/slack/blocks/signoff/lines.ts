/** A group of a poll in a line of Slack's markup: what it says, who said so and when, and what became of that. */
import { shortCommit } from '../../../domain/ci/commit.js';
import { plural } from '../../../domain/plural.js';
import { groupName } from '../../../domain/release.js';
import type { GroupAnswer, GroupStanding, GroupState } from '../../../domain/signoff/poll.js';
import type { ShownPoll } from '../../../domain/signoff/shown-poll.js';
import { causeWords } from '../../../domain/signoff/tally.js';
import { linkTo } from '../ci/lines.js';
import { forReader } from '../parts/days.js';
import { mention } from '../parts/text.js';
import { named, typedLine } from '../parts/typed.js';

/** Each emoji means one thing: red is against, white is not known, green is for. */
const dots: Record<GroupState, string> = {
  go: ':large_green_circle:',
  'no-go': ':red_circle:',
  conditional: ':white_circle:',
  late: ':white_circle:',
  void: ':white_circle:',
  waiting: ':white_circle:',
};

/** How much is said of a group. */
export interface LineSize {
  /** Characters of a reason. */
  reason: number;
  conditions: number;
  /** Leads of a group that owes an answer; 0: nobody is named. */
  leads: number;
  /** Whether what can be looked at is a link. */
  links: boolean;
}

export const fullLine: LineSize = { reason: 300, conditions: 5, leads: 3, links: true };

/** Each emptier than the one before; the last fits 30 groups with names as long as there are. */
export const lineSizes: LineSize[] = [
  fullLine,
  { reason: 160, conditions: 3, leads: 2, links: true },
  { reason: 80, conditions: 2, leads: 1, links: false },
  { reason: 30, conditions: 1, leads: 0, links: false },
];

export const nameOfGroup = ({ release }: Pick<ShownPoll, 'release'>, slug: string): string =>
  typedLine(groupName(release.groups, slug), 60);

/**
 * The first few leads of a group and whoever answers for one of them now, who are called by it where the message is
 * new; empty: nobody is configured.
 */
export function speakersOf(shown: ShownPoll, group: string, most: number): string {
  const delegates = shown.delegations
    .filter((one) => one.group === group && one.from <= shown.now && shown.now < one.until)
    .slice(0, most)
    .map(({ delegate, lead }) => `${mention(delegate.id)} for ${named(lead)}`);
  return [leadsOf(shown, group, most), ...delegates].filter((one) => one !== '').join(', ');
}

function leadsOf({ release }: Pick<ShownPoll, 'release'>, group: string, most: number): string {
  const { leads } = release.groupPeople;
  const all = Object.hasOwn(leads, group) ? (leads[group] ?? []) : [];
  if (most === 0 || all.length === 0) return '';
  const more = all.length - most;
  return `${all.slice(0, most).map(mention).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A commit as people say it, with a link to it. */
export function commitLink(hash: string, { commits }: Pick<ShownPoll, 'commits'>): string {
  return linkTo(/^[0-9a-f]{7,64}$/.test(hash) ? `${commits}${hash}` : null, shortCommit(hash), 20);
}

export function groupLine(standing: GroupStanding, shown: ShownPoll, size: LineSize): string {
  const { group, state, answer } = standing;
  return `${dots[state]}  *${nameOfGroup(shown, group)}* · ${stateWords(standing, answer, shown, size)}`;
}

function stateWords(
  { group, state }: GroupStanding,
  answer: GroupAnswer | null,
  shown: ShownPoll,
  size: LineSize,
): string {
  const isOver = shown.poll.ended !== null;
  const leads = isOver ? '' : speakersOf(shown, group, size.leads);
  const asked = leads === '' ? '' : ` · ${leads}`;
  if (answer === null || state === 'waiting') return isOver ? 'no answer' : `waiting${asked}`;
  const by = saidBy(answer, shown);
  switch (state) {
    case 'go':
      return `GO · ${by}${listed(answer, size, shown)}${reasonWords(answer, size)}`;
    case 'conditional':
      return `GO if ${conditionWords(answer, size, shown)} · ${by}${reasonWords(answer, size)}`;
    case 'no-go':
      // A GO of which a condition has failed is none.
      if (answer.answer === 'go')
        return `*NO GO*: GO if ${conditionWords(answer, size, shown)} · ${by}${asked}`;
      return `*NO GO* · ${by}${issueWords(answer, size)}${reasonWords(answer, size)}`;
    case 'late':
      return `${answerName(answer)} after the deadline · ${by} · counts once a release lead extends it`;
    case 'void':
      return `void${voidWords(answer, shown)} · ${answerName(answer)} of ${by}${asked}`;
  }
}

const answerName = ({ answer }: GroupAnswer): string => (answer === 'go' ? 'GO' : 'NO GO');

/** Who, for whom, and when. */
function saidBy({ by, delegateOf, at }: GroupAnswer, { release }: ShownPoll): string {
  const delegate = delegateOf === null ? '' : ` for ${named(delegateOf)}`;
  return `${named(by)}${delegate}, ${forReader(at, release.zone)}`;
}

/** Why it is; empty where the poll itself was ended by it, which then says so above. */
function voidWords({ voided }: GroupAnswer, shown: ShownPoll): string {
  const { branch, ended } = shown.poll;
  if (voided === null || (ended?.why === 'overtaken' && voided.why === ended.cause?.why)) return '';
  const place = branch === null ? null : typedLine(branch, 60);
  if (voided.why === 'job') return `: ${linkTo(voided.url, voided.name, 60)} turned red`;
  return `: ${causeWords(voided, place, (hash) => commitLink(hash, shown))}`;
}

const reasonWords = ({ reason }: GroupAnswer, size: LineSize): string =>
  reason.trim() === '' ? '' : `\n&gt; ${typedLine(reason, size.reason)}`;

function issueWords({ issue }: GroupAnswer, size: LineSize): string {
  return issue === null ? '' : ` · ${linkTo(size.links ? issue.url : null, issue.name, 60)}`;
}

type Condition = GroupAnswer['conditions'][number];

const wants = { merged: 'is merged', closed: 'is closed' } as const;

function conditionText(
  { name, url, wants: wanted, state, why }: Condition,
  size: LineSize,
  home: string,
): string {
  // A number says it all in the release's own repository.
  const short = name.startsWith(`${home}#`) ? name.slice(home.length) : name;
  const shown = linkTo(size.links ? url : null, short, 60);
  const now = {
    open: '',
    met: ' :white_check_mark:',
    failed: ` :x:${why.trim() === '' ? '' : ` ${typedLine(why, Math.min(120, size.reason))}`}`,
  };
  return `${shown} ${wants[wanted]}${now[state]}`;
}

/** What has failed or is open first: it is what is waited for. */
const urgency = { failed: 0, open: 1, met: 2 } as const;

function conditionWords({ conditions }: GroupAnswer, size: LineSize, { release }: ShownPoll): string {
  const sorted = [...conditions].sort((a, b) => urgency[a.state] - urgency[b.state]);
  const shown = sorted
    .slice(0, size.conditions)
    .map((one) => conditionText(one, size, release.issues.repository));
  const more = sorted.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? `, and ${plural(more, 'condition')} more` : ''}`;
}

/** Conditions that are met stay with the answer. */
const listed = (answer: GroupAnswer, size: LineSize, shown: ShownPoll): string =>
  answer.conditions.length === 0 ? '' : ` · ${conditionWords(answer, size, shown)}`;
