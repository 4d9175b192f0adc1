/** `npm run sandbox`: the bot, a Slack, a GitHub and a TestGrid on this machine, and nothing that could reach the real ones. */
import { UserFault } from '../domain/fault.js';
import { startSandbox } from './world.js';

const production =
  /^(SLACK_BOT_TOKEN|SLACK_APP_TOKEN|SLACK_SIGNING_SECRET|GITHUB_TOKEN|GITHUB_APP_\w+|DATABASE_URL)$/;

/**
 * Runs until SIGINT or SIGTERM, then lets go of everything.
 * @throws UserFault when the environment names real places, or when the port cannot be used
 */
export async function runSandbox(
  env: Record<string, string | undefined>,
  port: number,
  write: (text: string) => void,
): Promise<void> {
  refuseProduction(env);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UserFault('bad-port', 'That is not a port.', 'For example: npm run sandbox -- --port 4301');
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const sandbox = await startSandbox({ port, progress: (text) => write(`${text}\n`) });
  write(welcome(sandbox.url));
  await stopped;
  await sandbox.close();
}

/** The sandbox never mixes with the real thing: not even a token of it may be near. */
function refuseProduction(env: Record<string, string | undefined>): void {
  const found = Object.keys(env)
    .filter((name) => production.test(name) && env[name]?.trim())
    .sort();
  if (found.length === 0) return;
  throw new UserFault(
    'sandbox-near-production',
    `The sandbox does not start where production's tokens or addresses are set: ${found.join(', ')}.`,
    `Start it without them: env ${found.map((name) => `-u ${name}`).join(' ')} npm run sandbox`,
  );
}

const welcome = (url: string) => `
  Signalman's sandbox is ready:  ${url}

  It is noon on 16 March 2017, and Kubernetes 1.6 wants to ship.
  Open the page, and in #release-1.6 type:

    /release-status

  Something is broken, too: see #sig-cluster-lifecycle, and declare it from the menu of the message.

  Nothing here reaches the real Slack or GitHub. Ctrl+C ends it and leaves nothing behind.

`;
