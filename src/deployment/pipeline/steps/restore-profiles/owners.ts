import type { ReturnedData } from '../../facts.js';
import type { DeployPlan } from '../../plan.js';

/** Whose data a returned folder becomes: the accounts to try, in this order. */
export interface WantedOwner {
  folder: string;
  name: string;
  accounts: string[];
}

/**
 * The accounts that the data of each old profile is for: the one of the row when there is one profile only, then the
 * one with the name of the profile. Windows adds the domain, or a number, to the folder of a user whose name is taken:
 * `Anna.CORP`, `Anna.000`.
 */
export function ownersOf(
  { profiles, isForRow = true }: Pick<ReturnedData, 'profiles' | 'isForRow'>,
  { row }: DeployPlan,
): WantedOwner[] {
  const ofRow = isForRow && profiles.length === 1 && row.user !== undefined ? [row.user] : [];
  return profiles.map(({ name, folder }) => {
    return { folder, name, accounts: [...new Set([...ofRow, name, plainName(name)])] };
  });
}

/** Windows adds a domain in capitals. Of `jean.dupont` or `JEAN.DUPONT`, nothing may be taken away: Jean is another person. */
function plainName(name: string): string {
  const withoutNumber = name.replace(/(?<=.)\.\d{3}$/, '');
  const [, user, domain] = /^(.+)\.([A-Z0-9-]{1,15})$/.exec(withoutNumber) ?? [];
  return user === undefined || domain === undefined || user === user.toUpperCase() ? withoutNumber : user;
}
