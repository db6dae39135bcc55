import type { Purpose } from '../../platform/core/index.js';
import type { Master } from '../../park/master/index.js';
import type { ProfileDocument } from '../../documents/profile/index.js';

/** The lot's row: what was asked for one machine. */
export interface PlannedRow {
  serial?: string;
  mac?: string;
  hostname?: string;
  user?: string;
  assetTag?: string;
  organizationalUnit?: string;
  notes?: string;
}

/**
 * All that a deployment will do, frozen when it is armed: a new profile version, master or release of
 * Établi changes nothing of a deployment under way.
 */
export interface DeployPlan {
  purpose: 'deploy';
  lot: { id: string; number: string; customer: string };
  row: PlannedRow;
  profile: { id: string; name: string; version: number; digest: string; document: ProfileDocument };
  master: Master;
  technician: string;
}

/** The disk of a reference machine becomes the master `name`. */
export interface CapturePlan {
  purpose: 'capture';
  name: string;
  /** The disk's serial number or WWN, when the machine has several. */
  disk?: string;
  technician: string;
}

export type Plan = DeployPlan | CapturePlan;

export function isDeploy(plan: Plan): plan is DeployPlan {
  return plan.purpose === ('deploy' satisfies Purpose);
}
