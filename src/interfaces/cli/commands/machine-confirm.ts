import type { Command } from 'commander';
import { NotFoundError } from '../../../platform/core/index.js';
import type { ApiClient } from '../api-client.js';
import type { DeploymentShape } from '../api-shapes.js';
import type { Registration } from '../registration.js';

const MACHINE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function registerMachineConfirm(machine: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  machine
    .command('confirm <machine> <code>')
    .description(
      t({
        fr: 'Confirme qu’un PC est bien cette machine (n° de série, nom ou ID), avec les six chiffres affichés à son écran',
        en: 'Confirms that a PC is this machine (serial number, name or ID), with the six digits on its screen',
      }),
    )
    .action(
      act(async (session, named: string, code: string) => {
        const api = session.api();
        await api.post(`/api/machines/${await machineId(api, named)}/confirm`, { body: { code } });
        session.terminal.tell({ fr: `${named} est confirmé.`, en: `${named} is confirmed.` });
      }),
    );
}

/** Finds a machine by id, serial number, or the hostname of its active deployment. */
async function machineId(api: ApiClient, named: string): Promise<string> {
  if (MACHINE_ID.test(named)) return named;
  const wanted = named.toUpperCase();
  const found = api.all<{ id: string; serial?: string }>('/api/machines', { search: named });
  for await (const { id, serial } of found) if (serial?.toUpperCase() === wanted) return id;
  for (const state of ['waiting', 'running']) {
    for await (const { machineId: id, hostname } of api.all<DeploymentShape>('/api/deployments', { state })) {
      if (id && hostname?.toUpperCase() === wanted) return id;
    }
  }
  throw new NotFoundError(
    {
      fr: `aucune machine « ${named} » en cours de déploiement`,
      en: `no machine “${named}” is being deployed`,
    },
    {
      remedy: {
        fr: 'Donnez son numéro de série, son nom ou son ID : etabli machine list',
        en: 'Give its serial number, its name or its ID: etabli machine list',
      },
    },
  );
}
