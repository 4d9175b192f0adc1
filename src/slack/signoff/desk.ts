/** The desk of the sign-off, and the faults of whoever asks for what is not there. */
import type { SignoffDesk } from '../../app/ports/signoff.js';
import { UserFault } from '../../domain/fault.js';
import type { SlackDependencies } from '../dependencies.js';

/** @throws UserFault `no-sign-off` */
export function signoffOf({ signoff }: Pick<SlackDependencies, 'signoff'>): SignoffDesk {
  if (signoff) return signoff;
  throw new UserFault(
    'no-sign-off',
    'No release asks its groups for a sign-off here.',
    'Whoever runs Signalman adds `signoff:` to `signalman.yml`.',
  );
}

export const staleButton = () =>
  new UserFault(
    'stale-button',
    'This button is out of date.',
    'See the poll with: `/release-signoff status`',
  );

export const staleForm = () =>
  new UserFault('stale-form', 'This form is out of date.', 'See the poll with: `/release-signoff status`');
