/** Everything that is measured, in the order of the table. A new measurement is a file here and a line in the list. */
import type { Measurement } from '../measurement.js';
import { acknowledgement } from './acknowledgement.js';

export const measurements: readonly Measurement[] = [acknowledgement];
