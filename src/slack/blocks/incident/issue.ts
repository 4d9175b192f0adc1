/** The one issue where an incident is tracked, as a link. */
import type { Facts } from '../../../domain/incident/event.js';
import { link } from '../parts/text.js';
import { linkText, typedLine } from '../parts/typed.js';

/** The address is typed by people too. */
export const issueLink = ({ name, url }: NonNullable<Facts['issue']>): string =>
  url.length > 300 || !/^https?:\/\/[^\s<>|]+$/.test(url)
    ? typedLine(name, 150)
    : link(url, linkText(name, 120));
