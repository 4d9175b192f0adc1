/** What an error of the network says: whether anything was sent at all, and the codes of what went wrong. */

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** An error with everything that it names as its cause, outermost first. */
export function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let one = error; isError(one) && chain.length < 10; one = one.cause) chain.push(one);
  return chain;
}

/** Not `instanceof`: what Node itself throws may come from another realm, and a DOMException is one too. */
function isError(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'name' in value;
}

export function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Whether nothing was sent: of several addresses every one must have failed before a byte was. */
export function wasNeverConnected(error: unknown, depth = 0): boolean {
  if (!isError(error) || depth > 10) return false;
  const several = 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [];
  if (several.length > 0) return several.every((one) => wasNeverConnected(one, depth + 1));
  if (neverConnected.has(codeOf(error))) return true;
  // Of several addresses each is given a moment only; that it was over says nothing was sent there.
  if (codeOf(error) === 'ETIMEDOUT' && 'syscall' in error && error.syscall === 'connect') return true;
  return wasNeverConnected(error.cause, depth + 1);
}
