import type { AnomalyDto, Inventory, MachineDto } from '../../../park/machine/index.js';
import type { Command } from 'commander';
import { binarySize, decimalSize, type Bilingual } from '../../../platform/core/index.js';
import type { Line } from '../line.js';
import { machineNamed } from '../named.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';
import { registerMachineConfirm } from './machine-confirm.js';

type Machine = Omit<MachineDto, 'inventory'> & { inventory?: Partial<Inventory> };

export function registerMachine({ program, t, act }: Registration): void {
  const machine = program.command('machine').description(t({ fr: 'Machines connues', en: 'Known machines' }));
  machine
    .command('list')
    .description(t({ fr: 'Les machines, la dernière vue en premier', en: 'The machines, last seen first' }))
    .action(
      act(async (session) => {
        const machines: Machine[] = [];
        for await (const item of session.api().all<Machine>('/api/machines')) machines.push(item);
        session.terminal.result(machines, () =>
          table(machines, [
            [t({ fr: 'N° DE SÉRIE', en: 'SERIAL' }), (row) => row.serial],
            [
              t({ fr: 'MODÈLE', en: 'MODEL' }),
              (row) => [row.manufacturer, row.product].filter(Boolean).join(' '),
            ],
            ['MAC', (row) => row.macs.join(' ')],
            [t({ fr: 'VUE', en: 'SEEN' }), (row) => session.terminal.time(row.lastSeenAt)],
            ['ID', (row) => row.id],
          ]),
        );
      }),
    );
  machine
    .command('show <machine>')
    .description(t({ fr: 'Une machine et son inventaire', en: 'A machine and its inventory' }))
    .action(
      act(async (session, given: string) => {
        const api = session.api();
        const found = await api.get<Machine>(`/api/machines/${await machineNamed(api, given)}`);
        session.terminal.result(found, () => linesOf(found, t));
      }),
    );
  registerAnomalies(machine, { t, act });
  registerMachineConfirm(machine, { t, act });
}

function registerAnomalies(machine: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  machine
    .command('anomalies')
    .description(
      t({
        fr: 'Les anomalies : stations d’accueil, UUID partagés, cartes mères changées, fiches en double, mémoire insuffisante',
        en: 'Anomalies: docks, shared UUIDs, changed boards, duplicate records, too little memory',
      }),
    )
    .action(
      act(async (session) => {
        const found = await session.api().get<AnomalyDto[]>('/api/machines/anomalies');
        session.terminal.result(found, () =>
          found.flatMap(({ lastSeenAt, text, machineIds }) => [
            `${session.terminal.time(lastSeenAt)}  ${t(text)}`,
            ...machineIds.map((id) => `  ${id}`),
          ]),
        );
      }),
    );
}

function linesOf(found: Machine, t: Registration['t']): Line[] {
  const { inventory } = found;
  const sizeOf = (bytes: number | undefined, size: (bytes: number) => Bilingual) =>
    bytes === undefined ? '' : t(size(bytes));
  return [
    `${[found.manufacturer, found.product].filter(Boolean).join(' ')}  ${found.serial ?? ''}`.trim(),
    `MAC ${found.macs.join(' ')}`,
    ...(inventory
      ? [
          `${inventory.firmware?.kind ?? ''} ${inventory.firmware?.version ?? ''}  Secure Boot: ${inventory.firmware?.secureBoot ?? '?'}`,
          ...(inventory.firmware?.authorities?.length
            ? [
                `${t({ fr: 'Autorités de Secure Boot :', en: 'Secure Boot authorities:' })} ${inventory.firmware.authorities.join(', ')}`,
              ]
            : []),
          `${inventory.cpu?.model ?? ''}  ${sizeOf(inventory.memory?.totalBytes, binarySize)}`,
          ...table(inventory.disks ?? [], [
            [t({ fr: 'DISQUE', en: 'DISK' }), (disk) => disk.path],
            [t({ fr: 'MODÈLE', en: 'MODEL' }), (disk) => disk.model],
            [t({ fr: 'SÉRIE', en: 'SERIAL' }), (disk) => disk.serial],
            ['BUS', (disk) => disk.bus],
            [t({ fr: 'TAILLE', en: 'SIZE' }), (disk) => sizeOf(disk.sizeBytes, decimalSize)],
          ]),
        ]
      : [t({ fr: 'Pas encore inventoriée.', en: 'No inventory yet.' })]),
  ];
}
