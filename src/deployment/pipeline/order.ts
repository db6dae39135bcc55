import type { Deployment } from './deployment.entity.js';

/** What a PC is called for: this deployment as it was armed. Disarmed and armed again, it is another order. */
export function orderOf({ id, armedAt }: Pick<Deployment, 'id' | 'armedAt'>): string {
  return `${id} ${armedAt?.toISOString() ?? ''}`;
}
