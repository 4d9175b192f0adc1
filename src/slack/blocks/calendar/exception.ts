/** An exception as those who decide see it, and as whoever asked is told of it. */
import { type Exception, longestException } from '../../../domain/calendar/exception.js';
import { showInUtc } from '../../../domain/calendar/words.js';
import type { Saying } from '../../../domain/delivery.js';
import type { Release } from '../../../domain/release.js';
import { showMoment } from '../../../domain/time.js';
import { type Block, buttons, context, section } from '../parts/block.js';
import { clip, clipEscaped, link, mention, unformatted, when } from '../parts/text.js';
import { typed, typedLine } from '../parts/typed.js';

/** @param leads Slack ids of those who decide, pinged as long as nobody has */
export function exceptionSaying(release: Release, exception: Exception, leads: readonly string[]): Saying {
  const { id, by, decision } = exception;
  const name = clip(release.name, 90);
  const what = typedLine(exception.what, 600);
  const state = decision
    ? `:${decision.isApproved ? 'white_check_mark' : 'heavy_multiplication_x'}: *${decision.isApproved ? 'Approved' : 'Refused'}* by ${named(decision.by.name)} on ${moment(decision.at, release)}`
    : `:memo: ${mention(by.id)} asks for an exception. A release lead decides: ${leads.slice(0, 10).map(mention).join(', ')}`;
  return {
    text: clipEscaped(
      `${name}: exception ${id}, asked for by ${by.name}, ${decision ? `was ${decision.isApproved ? 'approved' : 'refused'} by ${decision.by.name}` : 'waits for a decision'}: ${exception.what}`,
      600,
    ),
    blocks: [
      section(`*Exception ${id} to the freezes of ${clipEscaped(unformatted(name), 120)}*\n${state}`),
      ...facts(release, exception, what),
      ...(decision && decision.reason !== '' ? [quote('Why it was refused', decision.reason)] : []),
      decision
        ? context(`Asked for by ${named(by.name)} on ${moment(exception.askedAt, release)}`)
        : buttons([
            { text: 'Approve', action: 'exception_approve', value: String(id), primary: true },
            { text: 'Refuse…', action: 'exception_refuse', value: String(id) },
          ]),
    ],
  };
}

/** Told directly: the request is there, or what became of it. */
export function exceptionAnswer(release: Release, exception: Exception): Saying {
  const { id, decision, until } = exception;
  const name = clip(release.name, 90);
  const said = decision
    ? decision.isApproved
      ? `:white_check_mark: *Your exception ${id} was approved* by ${named(decision.by.name)}. It holds until ${moment(until, release)} and is over by itself.`
      : `:heavy_multiplication_x: *Your exception ${id} was refused* by ${named(decision.by.name)}.`
    : `:memo: *Your request for exception ${id}* is with the release leads. You are told here what they decide.`;
  return {
    text: clipEscaped(
      `${name}: your exception ${id} ${decision ? `was ${decision.isApproved ? 'approved' : 'refused'} by ${decision.by.name}` : 'waits for a decision'}.`,
      500,
    ),
    blocks: [
      section(said),
      ...(decision && decision.reason !== '' ? [quote('Why', decision.reason)] : []),
      ...facts(release, exception, typedLine(exception.what, 600)),
    ],
  };
}

function facts(release: Release, { issue, from, until, reason, askedAt }: Exception, what: string): Block[] {
  const start = from > askedAt ? `from ${moment(from, release)} ` : '';
  return [
    section(`*${what}*\n${link(issue.url, clip(issue.name, 120))} · ${start}until ${moment(until, release)}`),
    quote('Reason', reason),
  ];
}

const quote = (label: string, text: string): Block =>
  section(
    `*${label}*\n${typed(text, longestException.reason * 2)
      .split('\n')
      .map((line) => `&gt; ${line}`)
      .join('\n')}`,
  );

const named = (name: string) => clipEscaped(unformatted(name), 80);
const moment = (at: number, { zone }: Release) => when(at, `${showMoment(at, zone)} (${showInUtc(at)})`);
