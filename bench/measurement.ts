/** What a measurement is: a file of its own in measurements/, and an entry in the list there. */

import type { Stage } from './parts/stage.js';
import type { Row } from './row.js';

export interface Measurement {
  /** For `--only`. */
  name: string;
  /** The heading of its rows. */
  title: string;
  /** @param stage lends servers and folders, and takes them back afterwards */
  measure(stage: Stage): Promise<Row[]>;
}
