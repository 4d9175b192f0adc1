/** What people do with waivers, bound to what it works with. */
import type { WaiverDesk } from '../ports/waiver.js';
import type { WaiverDependencies } from './dependencies.js';
import { confirmWaiverBy, endWaiverBy, listWaivers } from './settle.js';
import { giveWaiverTo, prepareWaiver } from './waive.js';

export function waiverDesk(deps: WaiverDependencies): WaiverDesk {
  return {
    prepare: (asked) => prepareWaiver(deps, asked),
    waive: (asked) => giveWaiverTo(deps, asked),
    confirm: (asked) => confirmWaiverBy(deps, asked),
    end: (asked) => endWaiverBy(deps, asked),
    list: (release) => listWaivers(deps, release),
  };
}
