import type { Command } from 'commander';
import { machineNamed } from '../named.js';
import type { Registration } from '../registration.js';

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
        await api.post(`/api/machines/${await machineNamed(api, named)}/confirm`, { body: { code } });
        session.terminal.tell({ fr: `${named} est confirmé.`, en: `${named} is confirmed.` });
      }),
    );
}
