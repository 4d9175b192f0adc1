/** Sends commands from a process of its own: where the local Slack works too, its work is not mistaken for waiting. */
import { answering } from './answering.js';
import { type Load, sendLoad } from './load.js';

answering('loader', (load: Load) => sendLoad(load));
