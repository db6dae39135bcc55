import type { ProfilePasscode } from '../../profile/index.js';
import { appleMaximum } from '../tables/apple-payloads.js';
import { type AppleContext, type ApplePart, NOTHING, notCarriedIf } from './apple-context.js';

const TYPE = 'com.apple.mobiledevice.passwordpolicy';
const MOST_MINUTES = appleMaximum(TYPE, 'maxInactivity');
const MOST_ATTEMPTS = appleMaximum(TYPE, 'maxFailedAttempts');

/** com.apple.mobiledevice.passwordpolicy, for an iPhone and for a Mac. */
export function passcodePart({ profile: { passcode } }: AppleContext): ApplePart {
  if (passcode === undefined) return NOTHING;
  const { quality, lockAfterMinutes, maximumFailedAttempts } = passcode;
  const content = {
    forcePIN: passcode.required,
    allowSimple: quality === undefined ? undefined : quality === 'any',
    requireAlphanumeric: quality === 'alphanumeric' || quality === 'complex' ? true : undefined,
    minComplexChars: quality === 'complex' ? 1 : undefined,
    minLength: passcode.minimumLength,
    maxPINAgeInDays: passcode.maximumAgeDays,
    pinHistory: passcode.history,
    maxInactivity: lockAfterMinutes === undefined ? undefined : Math.min(lockAfterMinutes, MOST_MINUTES),
    maxGracePeriod: passcode.gracePeriodMinutes,
    maxFailedAttempts:
      maximumFailedAttempts === undefined ? undefined : Math.min(maximumFailedAttempts, MOST_ATTEMPTS),
  };
  return {
    payloads: [{ type: TYPE, kind: 'passcode', title: 'Code', content }],
    notCarried: beyond(passcode),
  };
}

/** A value over Apple's maximum is replaced by this maximum, which is stricter. */
function beyond({ lockAfterMinutes = 0, maximumFailedAttempts = 0 }: ProfilePasscode) {
  return [
    ...notCarriedIf(
      lockAfterMinutes > MOST_MINUTES,
      'passcode.lockAfterMinutes',
      `Apple verrouille après ${MOST_MINUTES} minutes au plus : ${MOST_MINUTES}`,
      `Apple locks after at most ${MOST_MINUTES} minutes: ${MOST_MINUTES}`,
    ),
    ...notCarriedIf(
      maximumFailedAttempts > MOST_ATTEMPTS,
      'passcode.maximumFailedAttempts',
      `Apple permet ${MOST_ATTEMPTS} essais au plus : ${MOST_ATTEMPTS}`,
      `Apple allows at most ${MOST_ATTEMPTS} attempts: ${MOST_ATTEMPTS}`,
    ),
  ];
}
