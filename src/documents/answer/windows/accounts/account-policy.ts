import type { WindowsSection } from '../../../profile/index.js';
import type { LocalPolicy } from '../local-policy.js';

type Accounts = NonNullable<WindowsSection['accounts']>;

/** What secedit is given for lockout and the life of passwords. -1: never, or until unlocked. MS-GPSB §2.2.1.1. */
export function accountPolicy({ lockout, passwords }: Pick<Accounts, 'lockout' | 'passwords'>): LocalPolicy {
  return { ...passwordValues(passwords), ...lockoutValues(lockout) };
}

function passwordValues(passwords: Accounts['passwords'] = {}): LocalPolicy {
  const { maximumAgeDays, minimumAgeDays, minimumLength, history } = passwords;
  return {
    ...(minimumAgeDays !== undefined && { MinimumPasswordAge: minimumAgeDays }),
    ...(maximumAgeDays !== undefined && {
      MaximumPasswordAge: maximumAgeDays === 'never' ? -1 : maximumAgeDays,
    }),
    ...(minimumLength !== undefined && { MinimumPasswordLength: minimumLength }),
    ...(history !== undefined && { PasswordHistorySize: history }),
  };
}

/** Both times always stand beside a threshold, so that a release with other defaults does not decide them. */
function lockoutValues(lockout: Accounts['lockout']): LocalPolicy {
  if (lockout === undefined) return {};
  const { threshold, durationMinutes = 10 } = lockout;
  if (threshold === 0) return { LockoutBadCount: 0 };
  const duration = durationMinutes === 'until-unlocked' ? -1 : durationMinutes;
  const longest = duration === -1 ? 10 : Math.min(10, duration);
  return {
    LockoutBadCount: threshold,
    ResetLockoutCount: lockout.windowMinutes ?? longest,
    LockoutDuration: duration,
  };
}
