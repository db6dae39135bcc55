import { keyed } from '../../../../documents/profile/index.js';
import type { DeployPlan } from '../../plan.js';
import { domainOf } from '../../windows/domain.js';

const FIELD = 'windows.domain.account';

/** The account that joins the PC, and the field of the profile with its password. */
export interface JoiningAccount {
  /** With its domain: anna@corp.example, CORP\anna. */
  user: string;
  reference: string;
  field: string;
}

/** That of the technician who armed the deployment, else the one for all. */
export function joiningAccount(plan: Pick<DeployPlan, 'profile' | 'technician'>): JoiningAccount {
  const { account, join } = domainOf(plan) ?? {};
  if (account === undefined) throw new Error('a profile that joins with an account has one');
  const { technicians = {} } = account;
  const own = Object.hasOwn(technicians, plan.technician) ? technicians[plan.technician] : undefined;
  const { user, password } = own ?? account;
  const field =
    own === undefined ? `${FIELD}.password` : `${keyed(`${FIELD}.technicians`, plan.technician)}.password`;
  return { user: withDomain(user, account.domain ?? join ?? ''), reference: password.vault, field };
}

function withDomain(user: string, domain: string): string {
  return user.includes('@') || user.includes('\\') ? user : `${user}@${domain}`;
}
