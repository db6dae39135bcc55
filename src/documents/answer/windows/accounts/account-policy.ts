import type { WindowsSection } from '../../../profile/index.js';
import type { LocalPolicy } from '../local-policy.js';

type Accounts = NonNullable<WindowsSection['accounts']>;

/** The secedit values for lockout and password age. -1: never, or until unlocked. MS-GPSB §2.2.1.1. */
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

/** Both times are always written with a threshold, since their defaults differ between releases. */
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
