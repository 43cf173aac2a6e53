// Signed links. An invitation names a participant, a link to come back names an interview; both end.
import { randomUUID } from 'node:crypto';

import { signToken, verifyToken } from 'journey-core';

const DAY = 24 * 60 * 60 * 1000;

/** Signs and reads the links of a study. */
export function linksOf({ secret, study, days, clock = Date.now }) {
  const signed = (purpose, subject, milliseconds = days * DAY) =>
    signToken(secret, { id: randomUUID(), study, subject, purpose, uses: 'multi', expires: clock() + milliseconds });

  /** What a link names; throws a `TokenError` when it is wrong or has expired. */
  const named = (purpose, token) => verifyToken(secret, token ?? '', study, purpose, clock()).subject;

  /** What a link is for, whichever of the two it is: a page has one address for both. */
  function read(token) {
    try {
      return { purpose: 'resume', subject: named('resume', token) };
    } catch (error) {
      if (error.code !== 'token_invalid') throw error;
      return { purpose: 'invite', subject: named('invite', token) };
    }
  }

  return { signed, named, read };
}
