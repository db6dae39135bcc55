import type { DeploymentDetailDto, DeploymentDto } from '../../deployment/pipeline/index.js';

export type {
  ErasureDto as ErasureShape,
  LotDto as LotShape,
  StepDto as StepShape,
} from '../../deployment/pipeline/index.js';

/** A deployment; with its steps when it was asked for alone. */
export type DeploymentShape = DeploymentDto & Partial<Pick<DeploymentDetailDto, 'steps'>>;

/** The name that a person knows the PC by. */
export function nameOf(deployment: Pick<DeploymentShape, 'hostname' | 'serial' | 'mac' | 'id'>): string {
  return deployment.hostname ?? deployment.serial ?? deployment.mac ?? deployment.id;
}
