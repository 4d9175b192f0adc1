/** An answer as a person gives it: what it has to say, and which conditions it names. */
import { FormFault } from '../fault.js';
import { issueNamed, isVisible, Wrong } from '../incident/words.js';

/** Characters; conditions of one answer. */
export const longestAnswer = { reason: 1000, conditions: 10 } as const;

/** An issue or a pull request that somebody named. */
export interface Named {
  /** `owner/name#12` */
  name: string;
  url: string;
}

export interface ReadAnswer {
  reason: string;
  issue: Named | null;
  conditions: Named[];
}

/**
 * @param repository `owner/name` of the release
 * @param web where issues are looked at, e.g. `https://github.com`
 * @throws FormFault `reason`, `issue`, `conditions`
 */
export function readAnswer(
  form: { answer: 'go' | 'no-go'; reason: string; issue: string; conditions: string },
  { repository, web }: { repository: string; web: string },
): ReadAnswer {
  const wrong = new Wrong();
  const reason = isVisible(form.reason) ? form.reason.trim() : '';
  const length = [...reason].length;
  if (form.answer === 'no-go' && reason === '')
    wrong.add('reason', 'Say why, so that others know what has to be done.');
  if (length > longestAnswer.reason)
    wrong.add(
      'reason',
      `That has ${length} characters, and ${longestAnswer.reason} fit. Put the details into an issue and name it.`,
    );
  const issue = issueNamed(wrong, form.issue, repository, web);
  const conditions = readConditions(wrong, form.conditions, repository, web);
  if (form.answer === 'no-go' && conditions.length > 0)
    wrong.add('conditions', 'Conditions belong to a GO. Name an issue for a NO GO.');
  wrong.check();
  return { reason, issue, conditions };
}

function readConditions(wrong: Wrong, typed: string, repository: string, web: string): Named[] {
  const words = typed
    .split(/[\s,;]+/)
    // Slack wraps an address that is pasted.
    .map((word) => word.replace(/^<([^|>]*)(?:\|[^>]*)?>$/, '$1'))
    .filter(isVisible);
  const found = new Map<string, Named>();
  for (const word of words) {
    const named = conditionNamed(word, repository, web);
    if (named === null)
      wrong.add(
        'conditions',
        `"${word.slice(0, 60)}" is not an issue or pull request of ${web.replace(/^https?:\/\//, '')}. Write each as #123, as owner/name#123, or paste its address.`,
      );
    else found.set(named.name.toLowerCase(), named);
  }
  if (found.size > longestAnswer.conditions)
    wrong.add(
      'conditions',
      `At most ${longestAnswer.conditions} fit. Collect them in an issue and name that.`,
    );
  return [...found.values()];
}

/** Only what can be asked for where the release's repository is. */
function conditionNamed(word: string, repository: string, web: string): Named | null {
  try {
    const wrong = new Wrong();
    const named = issueNamed(wrong, word, repository, web);
    wrong.check();
    const base = `${web.replace(/\/+$/, '')}/`.toLowerCase();
    return named?.url.toLowerCase().startsWith(base) ? named : null;
  } catch (error) {
    if (error instanceof FormFault) return null;
    throw error;
  }
}
