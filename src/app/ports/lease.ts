/** What one process does alone, also across replicas. */

/** Lets one process at a time do something, also across replicas. */
export interface Leases {
  /** @returns false when somebody else holds it */
  take(name: string, holder: string, now: number, ms: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}
