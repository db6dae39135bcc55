import type { WindowsSection } from '../../../documents/profile/index.js';
import { ConflictError } from '../../../platform/core/index.js';
import type { DeployPlan } from '../plan.js';

export type Domain = NonNullable<WindowsSection['domain']>;
type Asked = Pick<DeployPlan, 'profile'>;

export function domainOf({ profile }: Asked): Domain | undefined {
  return profile.document.windows?.domain;
}

/** Whether Établi makes the computer account, and the PC redeems its join blob with its answer file. */
export function asksJoinBlob(plan: Asked): boolean {
  const domain = domainOf(plan);
  return domain?.offlineJoin === true && domain.directory !== undefined;
}

/** Whether the running PC joins with an account. */
export function asksOnlineJoin(plan: Asked): boolean {
  const domain = domainOf(plan);
  return domain?.join !== undefined && domain.account !== undefined;
}

/** Whether a step joins the PC, and not the answer file. */
export function isJoinedByDeployment(plan: Asked): boolean {
  return asksJoinBlob(plan) || asksOnlineJoin(plan);
}

/** That of the lot, else of the profile; undefined for that of the directory. */
export function organizationalUnitOf(plan: Pick<DeployPlan, 'profile' | 'row'>): string | undefined {
  return plan.row.organizationalUnit ?? domainOf(plan)?.organizationalUnit;
}

export function withoutBlob(): never {
  throw new ConflictError(
    {
      fr: 'le blob de jonction de ce PC a expiré ou a été annulé',
      en: 'the join blob of this PC has expired or was called off',
    },
    { remedy: { fr: 'Reprenez le déploiement du début.', en: 'Retry the deployment from the start.' } },
  );
}
