/** What is left to do before Signalman can answer: the two steps of the first use. */

/** A step that whoever set Signalman up has left to do. */
export type Missing = 'release' | 'release-lead';

/** Why the bot cannot answer yet, with everything else in order. */
export interface FirstUse {
  /** The configuration's path, as it is looked for. */
  file: string;
  hasFile: boolean;
  /** Whether somebody is a release lead already. */
  hasLead: boolean;
}

/** In the order in which they are done; the release is always missing, or this would not be the first use. */
export function missingSteps({ hasLead }: FirstUse): Missing[] {
  return hasLead ? ['release'] : ['release', 'release-lead'];
}
