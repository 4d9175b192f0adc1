/** What people do with jobs, by the menus and forms of Slack. */
import { type RunningBot, release } from './bot.js';

/**
 * Records what was tried by hand, from the menu beside the job that stands first in the list.
 * @throws Error when the form was not taken
 */
export async function testByHand(
  bot: RunningBot,
  user: string,
  values: { commit: string; what: string; result: 'pass' | 'fail' },
): Promise<void> {
  const top = () => bot.slack.state.views(user).at(-1);
  // What the last form said is still open.
  const open = top();
  if (open) await bot.slack.closeView({ viewId: open.id, user, all: true });
  const { id: ephemeralId, blocks } = await bot.ask('tests', user);
  // The first job of the list is the worst.
  const blockId = String(blocks.find(({ accessory }) => accessory)?.block_id ?? '');
  await bot.slack.click({
    ...{ user, actionId: 'ci_job', blockId, channel: release, ephemeralId, value: 'manual' },
  });
  const form = await bot.slack.waitFor(
    () => {
      const view = top();
      return view && view.callbackId !== 'loading' ? view : undefined;
    },
    { what: 'the form of a manual test' },
  );
  await bot.slack.submitView({ user, viewId: form.id, values });
  const said = JSON.stringify(top()?.blocks ?? '');
  if (!said.includes('It passed on')) throw new Error(`the manual test was not recorded: ${said}`);
}
