/** What everybody is told while Signalman is not set up: the steps that are missing, and what to write for them. */
import { type FirstUse, type Missing, missingSteps } from '../../../domain/first-use.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, header, type Message, section } from '../parts/block.js';
import { clipEscaped, escapeText } from '../parts/text.js';

const steps: Record<Missing, { done: string; todo: string; how: string }> = {
  release: {
    done: 'The release is named.',
    todo: 'Name the release that is tracked.',
    how: 'Whoever runs Signalman adds it under `releases:` in signalman.yml: a repository and its milestone.',
  },
  'release-lead': {
    done: 'A release lead is named.',
    todo: 'Say who leads it.',
    how: 'Whoever runs Signalman adds Slack ids under `roles: release-lead:` in signalman.yml.',
  },
};

/** One step, as a Home shows it. */
export function stepBlock(missing: Missing): Block {
  const { todo, how } = steps[missing];
  return section(`${missing === 'release' ? ':one:' : ':two:'} *${todo}* ${how}`);
}

/** Below an answer, where everything but a release lead is there. */
export function leadNote(): Block {
  return context(
    ':two: One step of the setup is missing: nobody is a release lead, so nobody can change anything. Add Slack ids under `roles: release-lead:` in signalman.yml, and start Signalman again.',
  );
}

/** The least that works. @param user the Slack id of whoever asks, as the first release lead */
export function leastConfiguration(user: string): string {
  return `repository: your-organization/your-repository
releases:
  v1.36:
    milestone: v1.36
gates:
  bugs: { count: kind/bug }
roles:
  release-lead: [${user}]
`;
}

/** @param user the Slack id of whoever asks */
export function firstUseMessage(first: FirstUse, user: string): Message {
  const missing = missingSteps(first);
  const name = first.file.split(/[\\/]/).at(-1) ?? first.file;
  const file = first.hasFile ? `${name} names no release` : `there is no ${name}`;
  const count = missing.length === 1 ? 'One step is missing' : 'Two steps are missing';
  const todo = missing.map((step) => steps[step].todo.replace(/\.$/, '').toLowerCase()).join(', and ');
  const whole = leastConfiguration(user);
  const example = first.hasLead ? whole.slice(0, whole.indexOf('roles:')) : whole;
  return {
    text: `Signalman is not set up yet. ${plural(missing.length, 'step is', 'steps are')} missing: ${escapeText(todo)}.`,
    blocks: [
      header(`Signalman is not set up yet. ${count}.`),
      section(`It runs, and cannot say whether you may ship: ${clipEscaped(file, 200)}.`),
      stepLine(':one:', 'release', missing),
      stepLine(':two:', 'release-lead', missing),
      section(
        `Whoever runs Signalman writes this into \`${clipEscaped(name, 200)}\`, with your own repository, milestone and label${
          first.hasLead ? '' : '; the id is yours'
        }:\n\`\`\`${escapeText(example.trimEnd())}\`\`\``,
      ),
      section(
        'Then they try it with `npx signalman check-config`, and start Signalman again. `signalman.example.yml` explains every key.',
      ),
      context(
        ':white_check_mark: Slack is connected · :white_check_mark: a GitHub token or App is given · :white_check_mark: the store is open',
      ),
    ],
  };
}

function stepLine(number: string, step: Missing, missing: readonly Missing[]): Block {
  const { done, todo } = steps[step];
  return missing.includes(step)
    ? section(`${number} *${todo}* ${why[step]}`)
    : section(`:white_check_mark: ${done}`);
}

const why: Record<Missing, string> = {
  release: 'A repository on GitHub, and the title of the milestone.',
  'release-lead': 'Slack ids of people or user groups: they may change things; anybody may look.',
};
