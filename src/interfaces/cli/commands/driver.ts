import type { Command } from 'commander';
import type { DeviceMatchDto, DriverDto } from '../../../park/catalog/index.js';
import { EXIT } from '../exit-status.js';
import { machineNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { importLines } from '../imported-drivers.js';
import { table } from '../table.js';
import { registerDriverPacks } from './driver-packs.js';
import { registerDriverRules } from './driver-rules.js';

const PATH = '/api/drivers';

export function registerDriver({ program, t, act }: Registration): void {
  const driver = program
    .command('driver')
    .description(t({ fr: 'Pilotes Windows : le catalogue', en: 'Windows drivers: the catalogue' }));
  driver
    .command('import <pack>')
    .description(
      t({
        fr: 'Importe les pilotes d’un dossier, d’un .zip, d’un .cab, ou d’un .exe que 7-Zip sait ouvrir ; 1 si des INF sont refusés',
        en: 'Imports the drivers of a folder, a .zip, a .cab, or an .exe that 7-Zip can open; 1 if INFs are refused',
      }),
    )
    .action(act(importPack));
  driver
    .command('list')
    .description(t({ fr: 'Les pilotes du catalogue', en: 'The drivers of the catalogue' }))
    .option('--search <text>', t({ fr: 'partie du nom ou du fabricant', en: 'part of the name or provider' }))
    .option('--class <name>', t({ fr: 'classe : Net, SCSIAdapter…', en: 'class: Net, SCSIAdapter…' }))
    .action(act(list));
  registerMatch(driver, { t, act });
  driver
    .command('remove <id>')
    .description(t({ fr: 'Retire un pilote du catalogue', en: 'Removes a driver from the catalogue' }))
    .action(
      act(async (session, id: string) => {
        await session.api().delete(`${PATH}/${encodeURIComponent(id)}`);
        session.terminal.tell({ fr: 'Pilote retiré.', en: 'Driver removed.' });
      }),
    );
  registerDriverRules(driver, { t, act });
  registerDriverPacks(driver, { t, act });
}

function registerMatch(driver: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  driver
    .command('match <machine>')
    .description(
      t({
        fr: 'Le pilote de chaque périphérique d’une machine, et pourquoi ; ceux sans pilote en premier (statut 1)',
        en: 'The driver of each device of a machine, and why; those without a driver first (status 1)',
      }),
    )
    .option(
      '--master <name>',
      t({
        fr: 'un master Windows : sa version, et les pilotes que son image contient',
        en: 'a Windows master: its version, and the drivers that its image contains',
      }),
    )
    .option(
      '--build <number>',
      t({ fr: 'version de Windows, sans master', en: 'build of Windows, without a master' }),
    )
    .action(act(match));
}

async function importPack(session: Session, pack: string): Promise<number> {
  session.mustBeLocal();
  const { importDrivers } = await import('../import-drivers.js');
  const result = await importDrivers(session.config, pack);
  session.terminal.result(result, () => importLines(session, result));
  return result.refused.length === 0 ? EXIT.done : EXIT.no;
}

async function list(session: Session, query: { search?: string; class?: string }): Promise<void> {
  const { terminal } = session;
  const drivers: DriverDto[] = [];
  for await (const item of session.api().all<DriverDto>(PATH, { ...query })) drivers.push(item);
  terminal.result(drivers, () =>
    table(drivers, [
      ['ID', (row) => row.id],
      ['INF', (row) => row.inf],
      [terminal.say({ fr: 'FABRICANT', en: 'PROVIDER' }), (row) => row.provider],
      [terminal.say({ fr: 'CLASSE', en: 'CLASS' }), (row) => row.class],
      ['DATE', (row) => row.date],
      ['VERSION', (row) => row.version],
      [terminal.say({ fr: 'SIGNATURE', en: 'SIGNATURE' }), (row) => row.signature],
    ]),
  );
}

interface MatchCommandOptions {
  master?: string;
  build?: string;
}

async function match(session: Session, machine: string, options: MatchCommandOptions): Promise<number> {
  const { terminal } = session;
  const api = session.api();
  const path = `/api/machines/${await machineNamed(api, machine)}/drivers`;
  const matches = await api.get<DeviceMatchDto[]>(path, { ...options });
  terminal.result(matches, () => matches.flatMap((found) => matchLines(session, found)));
  if (options.master === undefined) {
    terminal.tell({
      fr: 'Sans --master, les pilotes que l’image contient ne sont pas comptés.',
      en: 'Without --master, the drivers that the image contains are not counted.',
    });
  }
  return matches.every(({ choice }) => choice !== undefined) ? EXIT.done : EXIT.no;
}

function matchLines({ terminal }: Session, { device, choice, reason }: DeviceMatchDto): string[] {
  const id = device.hardwareIds[0] ?? '';
  return [
    `${choice === undefined ? '✗' : '✓'} ${device.name ?? ''} ${device.slot ?? ''}  ${id}`,
    `    ${terminal.say(reason)}`,
  ];
}
