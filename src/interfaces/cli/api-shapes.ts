import type {
  Bilingual,
  DeploymentState,
  Failure,
  Progress,
  StandingCounts,
  StepState,
} from '../../platform/core/index.js';

/** What the API answers about lots and deployments, as far as the commands read it. */
export interface LotShape extends StandingCounts {
  id: string;
  number: string;
  customer: string;
  profile: { name: string; version: number };
  createdAt: string;
}

export interface StepShape {
  name: string;
  title: Bilingual;
  position: number;
  state: StepState;
  waitsFor?: string | null;
  progress?: Progress | null;
  startedAt?: string | null;
  endedAt?: string | null;
}

export interface DeploymentShape {
  id: string;
  lotId?: string | null;
  rowNumber: number;
  purpose: 'deploy' | 'capture';
  state: DeploymentState;
  serial?: string | null;
  mac?: string | null;
  hostname?: string | null;
  machineId?: string | null;
  failure?: Failure | null;
  steps?: StepShape[];
  certificate?: {
    id: string;
    number: string;
    verdict: string;
    reservations?: number;
    failedChecks?: number;
  } | null;
  closedAt?: string | null;
  closedBy?: string | null;
  closingNote?: string | null;
  startedAt?: string | null;
  endedAt?: string | null;
}

export interface ErasureShape {
  deploymentId: string;
  hostname?: string;
  serial?: string;
  text: Bilingual;
}

/** The name that a person knows the PC by. */
export function nameOf(deployment: Pick<DeploymentShape, 'hostname' | 'serial' | 'mac' | 'id'>): string {
  return deployment.hostname ?? deployment.serial ?? deployment.mac ?? deployment.id;
}
