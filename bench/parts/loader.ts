/** Sends commands from a process of its own: where the local Slack works too, its work is not mistaken for waiting. */
import { type Load, sendLoad } from './load.js';

process.on('message', async (load: Load) => process.send?.(await sendLoad(load)));
process.send?.('loader');
// Whoever started it is gone.
process.once('disconnect', () => process.exit(0));
