import type { Deployment } from './deployment.entity.js';

/** Identifies one arming of a deployment: armed again, it is another order. */
export function orderOf({ id, armedAt }: Pick<Deployment, 'id' | 'armedAt'>): string {
  return `${id} ${armedAt?.toISOString() ?? ''}`;
}
