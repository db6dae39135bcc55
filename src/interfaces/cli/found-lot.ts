import type { ApiClient } from './api-client.js';
import { nameOf, type DeploymentShape, type LotShape } from './api-shapes.js';
import { idNamed } from './named.js';
import type { Session } from './session.js';
import { table } from './table.js';

/** A lot by its number or its id. */
export async function findLot(api: ApiClient, given: string): Promise<LotShape> {
  return api.get<LotShape>(`/api/lots/${await idNamed(api, 'lot', given)}`);
}

export async function deploymentsOf(api: ApiClient, lotId: string): Promise<DeploymentShape[]> {
  const found: DeploymentShape[] = [];
  for await (const item of api.all<DeploymentShape>('/api/deployments', { lotId })) found.push(item);
  return found.sort((one, other) => one.rowNumber - other.rowNumber);
}

/** Prints a lot and its PCs. */
export async function showLot(session: Session, given: string): Promise<void> {
  const { terminal } = session;
  const lot = await findLot(session.api(), given);
  const deployments = await deploymentsOf(session.api(), lot.id);
  terminal.result({ ...lot, deployments }, () => [
    `${lot.number}  ${lot.customer}  ${lot.profile.name} v${lot.profile.version}`,
    ...table(deployments, [
      ['PC', nameOf],
      [terminal.say({ fr: 'SÉRIE', en: 'SERIAL' }), (row) => row.serial],
      ['MAC', (row) => row.mac],
      [terminal.say({ fr: 'ÉTAT', en: 'STATE' }), (row) => terminal.outcome(row)],
      [terminal.say({ fr: 'CAUSE', en: 'CAUSE' }), (row) => row.failure && terminal.say(row.failure.cause)],
      ['ID', (row) => row.id],
    ]),
  ]);
}
