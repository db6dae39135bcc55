import type { ReturnedProfile } from '../../facts.js';
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
export function ownersOf(profiles: readonly ReturnedProfile[], { row }: DeployPlan): WantedOwner[] {
  const ofRow = profiles.length === 1 && row.user !== undefined ? [row.user] : [];
  return profiles.map(({ name, folder }) => {
    const plain = name.replace(/\.[^.]+$/, '');
    return { folder, name, accounts: [...new Set([...ofRow, name, plain])].filter((one) => one !== '') };
  });
}
