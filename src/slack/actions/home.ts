/** The buttons that only a Home has. */
import { statusBlocks } from '../blocks/home/home.js';
import { statusMessage } from '../blocks/status/status.js';
import { statusHelp } from '../commands/help.js';
import { modal } from '../modals/modal.js';
import { buttonWith } from './pressed.js';

const button = buttonWith(statusHelp, ({ showStatus }) => ({ showStatus }));
const title = 'May we ship?';

/** The whole status of a release: in a Home there is no conversation to answer in. */
export const pressRelease = button(({ showStatus, value, open }) =>
  open(title, async () => {
    const status = await showStatus(value);
    const blocks = statusBlocks(statusMessage(status), status.release.name);
    return modal({ id: 'home_release', title, submit: null, close: 'Close', blocks });
  }),
);
