/** What somebody pressed or sent means nothing any more: it was made by something else, or was changed on its way. */
import { UserFault } from '../domain/fault.js';

/** @param hint what to do instead: mostly the command that shows it anew */
export const staleFaults = (hint: string) => ({
  staleButton: () => new UserFault('stale-button', 'This button is out of date.', hint),
  staleForm: () => new UserFault('stale-form', 'This form is out of date.', hint),
});

/** The number of an incident, a meeting, a waiver… that a button carries. @throws UserFault `stale-button` */
export function numberIn(value: string, staleButton: () => UserFault): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw staleButton();
}
