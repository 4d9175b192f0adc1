/**
 * The SDK puts whatever came instead of an answer of Slack's into its errors, and half an answer repeats what was said:
 * none of that may reach the log, least of all from under an embargo.
 */

/** @returns the same, but a body that is not JSON only says how long it was; nothing is read that is not asked for */
export function unquoted(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    const read = response.text.bind(response);
    // Replaced in place, so that when it is read and what happens when that fails stays as it was.
    return Object.defineProperty(response, 'text', {
      value: async () => {
        const text = await read();
        return isJson(text) ? text : `(${text.length} characters that are no answer of Slack’s)`;
      },
    });
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
