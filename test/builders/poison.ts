/** Text that somebody hostile writes, and what would show that a place took it for more than text. */
import MarkdownIt, { type Token } from 'markdown-it';

/** Whom only hostile text names: nothing of ours ever does. */
export const victim = 'VICTIM';

/** One line with everything that Slack, Markdown and GitHub would act upon. @param tag names the source where it is found */
export const poison = (tag: string): string =>
  `zq${tag} <!channel> <!here|x> <!everyone> <@U0${victim}> <!subteam^S0${victim}|@all> <#C0${victim}> ` +
  `<https://evil.example/|GitHub> &lt;!channel&gt; @${victim} @evil/${victim} #4242 evil/repo#77 GH-4243 fixes #4244 ` +
  `![i](https://evil.example/i.png) [x](https://evil.example/x) <img src=https://evil.example/i.png> <!-- c --> ` +
  `*b* _i_ ~s~ \`c\` \u202eover\u2066ride\u200b`;

/** The same for where only so many characters fit: each begins with what pings. */
export const shortPoison = (tag: string, length = 75): string =>
  `<!channel>${tag} @${victim} #4242 <@U0${victim}> & [x](https://evil.example/x)`.slice(0, length);

/** The same over several lines, each beginning as something that means more at the start of a line. */
export const poisonLines = (tag: string): string =>
  [
    poison(tag),
    ...[
      '/approve',
      '/lgtm cancel',
      '  /close',
      '# zqheading',
      '- [ ] zqbox',
      '> zqquote',
      '1. zqnumber',
      '---',
    ],
    ...[
      '<details><summary>zqdetails</summary>',
      '<script>zqscript</script>',
      '[zqref]: https://evil.example/ref',
    ],
    ...[
      '| zqcell | zqcell |',
      '|---|---|',
      '```',
      'zqfence',
      '```',
      'zqunder',
      '======',
      '\u2028/hold',
      '\r/hold',
    ],
  ].join('\n');

/** Whom and what the world's own configuration names. */
export interface Known {
  ids: readonly string[];
}

/** Where in what Signalman sends to Slack hostile text is more than text. @param value anything that is sent */
export function slackProblems(value: unknown, known: Known): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => slackProblems(one, known));
  if (typeof value === 'string') {
    // Blocks and forms travel as JSON within the arguments.
    if (/^[[{]/.test(value) && isJson(value)) return slackProblems(JSON.parse(value), known);
    return turning.test(value) ? [`turns around: ${value.slice(0, 200)}`] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { type, text } = value as { type?: string; text?: unknown };
  const isRead = typeof text === 'string' && (type === 'mrkdwn' || type === undefined);
  if (type === 'markdown') {
    const commands = String(text).match(/<[!@#][^<>]*[^<>\\]>/g) ?? [];
    return [...commands, ...markdownProblems(String(text), false)].map(
      (one) => `in a block of Markdown: ${one}`,
    );
  }
  return [
    ...(isRead ? mrkdwnProblems(text, known) : []),
    ...(isRead || typeof text !== 'string' ? [] : slackProblems(text, known)),
    ...richProblems(value as Record<string, unknown>, known),
    ...Object.entries(value).flatMap(([key, inner]) =>
      // What people type comes back to them as they typed it.
      key === 'initial_value' || (isRead && key === 'text') ? [] : slackProblems(inner, known),
    ),
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const turning = /[\u202a-\u202e\u2066-\u2069]/;

/** Rich text has no escapes: what mentions there is an element of its own. */
function richProblems(
  { type, user_id, usergroup_id, channel_id, url, text }: Record<string, unknown>,
  known: Known,
) {
  const named = [user_id, usergroup_id, channel_id].filter((id) => typeof id === 'string') as string[];
  const wrong = ['user', 'usergroup', 'channel'].includes(String(type))
    ? named.filter((id) => !known.ids.includes(id))
    : [];
  return [
    ...wrong.map((id) => `rich text names ${id}`),
    ...(type === 'broadcast' ? ['rich text calls everybody'] : []),
    ...(typeof url === 'string' && isEvil(url) && text !== undefined && text !== url
      ? [`leads to ${url}`]
      : []),
  ];
}

/** Whether it leads there; that it carries the words, escaped, is nothing. */
function isEvil(address: string): boolean {
  try {
    return new URL(address).hostname.endsWith('evil.example');
  } catch {
    return /^[^/?#]*\/\/[^/]*evil\.example/.test(address);
  }
}

/** @param text as Slack reads it */
export function mrkdwnProblems(text: string, { ids }: Known): string[] {
  const isFine = (inner: string): boolean => {
    const [address = '', label = ''] = inner.split('|');
    if (/^!date\^\d+\^[^<>]*$/.test(inner)) return true;
    if (/^[@#]/.test(address)) return ids.includes(address.slice(1));
    if (address.startsWith('!subteam^')) return ids.includes(address.slice('!subteam^'.length));
    if (!/^(https?:\/\/|mailto:)/.test(address)) return false;
    return !isEvil(address) || label === '' || label === address;
  };
  const tokens = [...text.matchAll(/<([^<>]*)>/g)];
  const rest = text.replace(/<[^<>]*>/g, '');
  const near = (at: number) => rest.slice(Math.max(0, at - 60), at + 40);
  return [
    ...tokens
      .filter(([, inner = '']) => !isFine(inner))
      .map(([whole]) => `${whole} in ${text.slice(0, 160)}`),
    ...[...rest.matchAll(/</g)].map(({ index }) => `an open < in …${near(index)}`),
    ...[...rest.matchAll(/&(?!amp;|lt;|gt;)/g)].map(({ index }) => `half an entity in …${near(index)}`),
    ...(turning.test(text) ? [`turns around: ${text.slice(0, 200)}`] : []),
  ];
}

/** The same for places without Markdown, where GitHub still mentions, refers and closes: titles and messages of commits. */
export const plainProblems = (text: string): string[] =>
  [
    ...(turning.test(text) ? ['turns around'] : []),
    ...[mentioned, ...referred].filter((one) => one.test(text)).map(String),
  ].map((one) => `${one}: ${text}`);

const markdown = new MarkdownIt('commonmark', { html: true }).enable('table');
/** What GitHub makes of plain text once Markdown is read: mentions, references, and what closes issues. */
const mentioned = new RegExp(`(?<![\\w\`])@(evil/)?${victim}`, 'i');
const referred = [/(?<![\w&`])#424\d/, /evil\/repo#77/, /\bGH-4243/];

/**
 * Where in a file, a comment or an issue hostile text is more than text.
 * @param text Markdown @param isAtGitHub where it refers to issues: in a comment, and in no file
 */
export function markdownProblems(text: string, isAtGitHub: boolean): string[] {
  const acted = isAtGitHub ? [mentioned, ...referred] : [mentioned];
  const problems: string[] = [];
  const found = (what: string, content: string) => problems.push(`${what}: ${content.slice(0, 200)}`);
  if (turning.test(text)) found('turns around', text.slice(Math.max(0, text.search(turning) - 80)));
  for (const line of text.split(/[\r\n\u2028\u2029]/))
    if (/^\s*\/[a-z]/i.test(line)) found('a command to robots', line);
  let heading = false;
  const visit = (tokens: Token[]): void => {
    let href: string | null = null;
    for (const token of tokens) {
      const { type, content } = token;
      if (type === 'heading_open') heading = true;
      if (type === 'heading_close') heading = false;
      if (type === 'inline' && heading && /zqheading|zqunder/.test(content)) found('a heading', content);
      if (
        /^html/.test(type) &&
        !/^<!-- signalman/.test(content) &&
        /zq|evil|<(?!!--|\/?(details|summary|br|sub)\b)/.test(content)
      )
        found('HTML', content);
      if (type === 'image') found('an image', content);
      if (type === 'link_open') href = String(token.attrGet('href'));
      if (type === 'text' && href !== null && isEvil(href) && decoded(content) !== decoded(href))
        found(`a link to ${href}`, content);
      if (type === 'link_close') href = null;
      if (/^(fence|code_block)$/.test(type) && /zq|evil/.test(content)) found('a block of code', content);
      if (type === 'text')
        for (const one of acted) if (one.test(content) && !href) found('acted upon', content);
      if (token.children) visit(token.children);
    }
  };
  // What stands before the text in a file is YAML.
  visit(markdown.parse(isAtGitHub ? text : text.replace(/^---\n[\s\S]*?\n---\n/, ''), {}));
  return problems;
}

function decoded(text: string): string {
  try {
    return decodeURI(text).replace(/\u200b/g, '');
  } catch {
    return text;
  }
}
