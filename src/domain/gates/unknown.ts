/** The answer of a gate whose evidence is missing: never GO, no figure, and why. */
import type { Finding } from './gate.js';

type Base = Omit<Finding, 'state' | 'detail' | 'value' | 'evidence' | 'observedAt' | 'items'>;

/** @param observedAt when the evidence was read last, ms UTC; null when it never was */
export function notKnown(base: Base, why: string, observedAt: number | null): Finding {
  return { ...base, state: 'unknown', detail: why, value: null, evidence: [], observedAt, items: [] };
}
