/** The buttons of a waiver: the second person agrees, or somebody ends it. */
import { said } from '../blocks/parts/block.js';
import { signoffHelp } from '../commands/help.js';
import { numberIn, staleFaults } from '../stale.js';
import { buttonWith } from './pressed.js';

const button = buttonWith(signoffHelp, ({ waivers }) => ({ waivers }));
const { staleButton } = staleFaults('Type `/release-signoff waivers`');

export const pressConfirm = button(async ({ waivers, value, asked }) => {
  const id = numberIn(value, staleButton);
  await waivers.confirm({ ...asked, id });
  return said(`Waiver ${id} counts from now on, and stands beside the verdict.`);
});

export const pressEnd = button(async ({ waivers, value, asked }) => {
  const id = numberIn(value, staleButton);
  await waivers.end({ ...asked, id });
  return said(`Waiver ${id} is ended. What it was about counts again.`);
});
