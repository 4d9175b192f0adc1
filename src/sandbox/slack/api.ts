// One call of the Web API: who asks, may they, how often, and the answer.
import type { Core } from './core.js';
import type { Fields } from './fields.js';
import { textOf } from './fields.js';
import type { Method } from './methods/call.js';
import { methodNamed } from './methods/index.js';
import { Refusal } from './refusal.js';
import { requireScope } from './scopes.js';

export interface ApiAnswer {
  status: number;
  answer: Fields;
  /** Seconds, for the header. */
  retryAfter?: number | undefined;
}

/** @param token from the header, or from the `token` argument */
export function callApi(core: Core, name: string, args: Fields, token: string): ApiAnswer {
  const method = methodNamed(name);
  const result = answerOf(core, name, method, args, token);
  core.calls.push({
    method: name,
    args,
    answer: result.answer,
    status: result.status,
    at: core.settings.now(),
  });
  core.changes.stir();
  return result;
}

/** Logs a call that a fault answered instead of the method. */
export function logRefused(core: Core, method: string, args: Fields, answer: Fields, status: number): void {
  core.calls.push({ method, args, answer, status, at: core.settings.now() });
  core.changes.stir();
}

function answerOf(
  core: Core,
  name: string,
  method: Method | undefined,
  args: Fields,
  token: string,
): ApiAnswer {
  try {
    if (!method) throw new Refusal('unknown_method', { fields: { req_method: name } });
    checkToken(core, method, token);
    requireScope(core.settings.scopes, ...method.scopes);
    if (method.perMinute !== undefined) core.limits.call(name, method.perMinute);
    return { status: 200, answer: { ok: true, ...method.run({ core, args }) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status = 200, retryAfter } = error.extra;
    return { status, answer: error.answer(), retryAfter };
  }
}

function checkToken(core: Core, method: Method, token: string): void {
  const { botToken, appToken } = core.settings;
  if (token === '') throw new Refusal('not_authed');
  const isKnown = token === botToken || (appToken !== undefined && token === appToken);
  if (!isKnown) throw new Refusal('invalid_auth');
  if ((token === appToken) !== (method.appToken ?? false)) throw new Refusal('not_allowed_token_type');
}

/** The token of a request; it is taken out of the arguments, so that it stands in no log. */
export function tokenOf(authorization: string | undefined, args: Fields): string {
  const inArgs = textOf(args.token);
  delete args.token;
  if (authorization?.startsWith('Bearer ')) return authorization.slice('Bearer '.length).trim();
  return inArgs;
}
