/** What an answer of GitHub means for a delivery, and its refusals in words for people. */
import type { Found, SendResult } from '../../domain/delivery.js';
import type { Answer } from './call.js';
import { nameOf, repositoryOf, type Spot } from './place.js';

export type No = Extract<Answer, { kind: 'no' }>;
export type Failure = Exclude<Answer, { kind: 'ok' }>;
/** Nothing was done, or nobody knows. */
export type Obstacle = Exclude<SendResult, { kind: 'sent' | 'too-rich' | 'gone' }>;

/** What becomes of a write that may not be done twice. */
export function afterWrite(answer: Failure, at: Spot): Obstacle {
  switch (answer.kind) {
    case 'no':
      return { kind: 'refused', reason: inWords(answer, at) };
    case 'wait':
      return answer;
    case 'unreached':
      return { kind: 'not-sent', why: answer.why };
    case 'lost':
      return { kind: 'unclear', why: answer.why };
    case 'moved':
      return { kind: 'refused', reason: `${nameOf(at)} was moved to where it cannot be found` };
  }
}

/** The same for what is only read, or as good when it is done twice. */
export function afterHarmless(answer: Failure, at: Spot): Exclude<Obstacle, { kind: 'unclear' }> {
  const outcome = afterWrite(answer, at);
  return outcome.kind === 'unclear' ? { kind: 'not-sent', why: outcome.why } : outcome;
}

/** What it means for reading back that the place cannot be read. What is deleted stays so. */
export function unreadableFor(obstacle: Obstacle, isFinal = false): Found {
  if (obstacle.kind === 'wait') return obstacle;
  if (obstacle.kind === 'refused') return { kind: 'unreadable', reason: obstacle.reason, final: isFinal };
  return { kind: 'unreadable', reason: obstacle.why, final: false };
}

/** A refusal as people read it: what is wrong, and where it helps what to do. */
export function inWords({ status, message, needs }: No, at: Spot): string {
  const [name, repository] = [nameOf(at), repositoryOf(at)];
  const isIssue = at.number !== null;
  if (status === 401) return 'GitHub refused the token: it is wrong, expired or revoked';
  if (/archived/i.test(message)) return `the repository ${repository} is archived`;
  if (/locked/i.test(message)) return isIssue ? 'the issue is locked' : `${repository} is locked`;
  if (status === 403 || needs === 'repo')
    return `the GitHub token may not write to ${repository}: it needs ${needs && /=/.test(needs) ? permissionOf(needs) : 'the permission Issues: write'}`;
  if (status === 404)
    return isIssue
      ? `there is no ${name}, or the GitHub token cannot see it`
      : `there is no repository ${repository}, or the GitHub token cannot see it`;
  if (status === 410)
    return isIssue ? 'the issue was deleted' : `the issues of ${repository} are switched off`;
  return `GitHub does not take it: ${message}`;
}

/** `issues=write` → `the permission Issues: write` */
function permissionOf(needs: string): string {
  const [what = '', level = ''] = (needs.split(/[;,]/)[0] ?? '').split('=');
  const words = what.replaceAll('_', ' ');
  return `the permission ${words.charAt(0).toUpperCase()}${words.slice(1)}: ${level}`;
}
