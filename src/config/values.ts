/** Values that several places of signalman.yml have in common: how each is written. */
import { z } from 'zod';

export const duration = z
  .string()
  .regex(/^\d{1,4}(s|m|h|d)$/, 'expected a duration such as 30s, 5m, 3h or 2d');
export const person = z
  .string()
  .regex(/^[UWS][A-Z0-9]{2,}$/, 'expected a Slack user or user-group id, such as U012AB3CD');
export const channel = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,}$/, 'expected a Slack channel id, such as C012AB3CD');
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 16:00');
