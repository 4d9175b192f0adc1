/** The sign-off of a release in its reports: as Markdown, and as JSON whose shape is kept stable. */

import { showInZone } from '../domain/calendar/words.js';
import { shortCommit } from '../domain/ci/commit.js';
import { groupName } from '../domain/release.js';
import type { GroupAnswer, GroupStanding, Poll } from '../domain/signoff/poll.js';
import { candidateName, causeWords, endWords, tallyOf } from '../domain/signoff/tally.js';
import type { Status } from '../domain/status.js';
import { escapeWithLinks, escapeMarkdown as plain, webAddress } from './escape.js';
import { iso } from './iso.js';
import type { ReportJson } from './json-schema.js';

/** Lines below the heading `Sign-off`; none where the groups are not asked. */
export function signOffLines({ release, evidence }: Status): string[] {
  const { poll, problem } = evidence.signOff;
  if (release.signOff === null) return [];
  const trouble = problem === null ? [] : [`- The branch could not be read: ${plain(problem)}`];
  if (poll === null) return ['- Nobody was asked yet', ...trouble];
  const { zone } = release;
  const commit = `[${shortCommit(poll.candidate.commit)}](${evidence.issues.web}/${evidence.issues.repository}/commit/${poll.candidate.commit})`;
  const end =
    poll.ended === null
      ? `answers by ${showInZone(poll.deadline, zone)}`
      : `${endWords[poll.ended.why]} ${showInZone(poll.ended.at, zone)}${poll.ended.cause ? ` (${plain(causeWords(poll.ended.cause, poll.branch))})` : ''}`;
  return [
    `- ${plain(candidateName(poll))} (${commit}): **${tallyOf(poll).join(', ')}**, asked by ${plain(poll.askedBy.name)} on ${showInZone(poll.askedAt, zone)}, ${end}`,
    ...poll.groups.map(
      (one) => `- ${plain(groupName(release.groups, one.group))}: ${stateWords(one, zone, poll)}`,
    ),
    ...trouble,
  ];
}

function stateWords({ state, answer }: GroupStanding, zone: string, { branch, ended }: Poll): string {
  if (answer === null || state === 'waiting') return ended === null ? 'waiting' : 'no answer';
  const by = `${plain(answer.by.name)}${answer.delegateOf ? ` for ${plain(answer.delegateOf.name)}` : ''}, ${showInZone(answer.at, zone)}`;
  const more = answer.reason.trim() === '' ? '' : `: ${escapeWithLinks(answer.reason)}`;
  const said = answer.answer === 'go' ? 'GO' : 'NO GO';
  switch (state) {
    case 'go':
      return `GO (${by})${conditionWords(answer, ', ')}${more}`;
    case 'conditional':
      return `GO if ${conditionWords(answer, '')} (${by})${more}`;
    case 'no-go':
      if (answer.answer === 'go') return `**NO GO**: GO if ${conditionWords(answer, '')} (${by})`;
      return `**NO GO** (${by})${issueWords(answer)}${more}`;
    case 'late':
      return `${said} after the deadline (${by}): it does not count`;
    case 'void':
      return `void${answer.voided ? `, because ${plain(causeWords(answer.voided, branch))}` : ''}; it was ${said} (${by})`;
  }
}

const reference = (name: string, url: string): string => {
  const address = webAddress(url);
  return address === null ? plain(name) : `[${plain(name)}](${address})`;
};

const issueWords = ({ issue }: GroupAnswer): string =>
  issue === null ? '' : ` ${reference(issue.name, issue.url)}`;

function conditionWords({ conditions }: GroupAnswer, before: string): string {
  if (conditions.length === 0) return '';
  const words = { open: '', met: ' (it is)', failed: ' (it will not be)' };
  const said = conditions.map(
    ({ name, url, wants, state }) => `${reference(name, url)} is ${wants}${words[state]}`,
  );
  return `${before}${said.join(', ')}`;
}

/** Nothing where the groups are not asked. */
export function signOffJson({ release, evidence }: Status): Pick<ReportJson, 'signOff'> {
  const { poll, problem } = evidence.signOff;
  if (release.signOff === null) return {};
  if (poll === null) return { signOff: { poll: null, problem } };
  const { candidate, ended } = poll;
  return {
    signOff: {
      problem,
      poll: {
        ...{ id: poll.id, candidate, branch: poll.branch, askedBy: poll.askedBy.name },
        ...{ askedAt: iso(poll.askedAt), deadline: iso(poll.deadline) },
        ended: ended && { why: ended.why, at: iso(ended.at), by: ended.by.name },
        groups: poll.groups.map(({ group, state, answer }) => ({
          ...{ slug: group, name: groupName(release.groups, group), state },
          answer: answer && answerJson(answer, poll.branch),
        })),
      },
    },
  };
}

type SignOffJson = NonNullable<NonNullable<ReportJson['signOff']>['poll']>;

function answerJson(answer: GroupAnswer, branch: string | null): SignOffJson['groups'][number]['answer'] {
  const { by, delegateOf, at, reason, issue, conditions, isLate, voided } = answer;
  return {
    ...{ answer: answer.answer, by: by.name, delegateOf: delegateOf?.name ?? null, at: iso(at), reason },
    ...{ issue: issue?.url ?? null, late: isLate },
    conditions: conditions.map(({ name, url, wants, state }) => ({ name, url, wants, state })),
    void: voided && { why: causeWords(voided, branch), at: iso(voided.at) },
  };
}
