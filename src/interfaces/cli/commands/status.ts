import type { InstallationDto } from '../../../deployment/installation/index.js';
import { binarySize, QUEUE_NAMES } from '../../../platform/core/index.js';
import type { Line } from '../line.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';

type T = Registration['t'];

export function registerStatus({ program, t, act }: Registration): void {
  program
    .command('status')
    .description(
      t({
        fr: 'L’état de l’installation : environnement, disque, files, sauvegarde',
        en: 'The state of the installation: environment, disk, queues, backup',
      }),
    )
    .action(
      act(async (session) => {
        const state = await session.api().get<InstallationDto>('/api/installation');
        session.terminal.result(state, () => text(state, t));
      }),
    );
}

function text({ version, environment, storage, queues, backups }: InstallationDto, t: T): Line[] {
  const size = (bytes: number) => t(binarySize(bytes));
  return [
    `Établi ${version}`,
    environment
      ? `${environment.digest.slice(0, 12)}  ${environment.kernel}  ${environment.publishedAt}`
      : t({ fr: 'environnement : aucun', en: 'environment: none' }),
    t({
      fr: `disque : ${size(storage.freeBytes)} libres sur ${size(storage.totalBytes)}`,
      en: `disk: ${size(storage.freeBytes)} free of ${size(storage.totalBytes)}`,
    }),
    ...table(storage.parts, [
      [t({ fr: 'CONTENU', en: 'CONTENT' }), (row) => t(row.name)],
      [t({ fr: 'TAILLE', en: 'SIZE' }), (row) => size(row.bytes)],
    ]),
    ...table(queues, [
      [t({ fr: 'FILE', en: 'QUEUE' }), (row) => t(QUEUE_NAMES[row.queue])],
      [t({ fr: 'EN FILE', en: 'QUEUED' }), (row) => row.queued],
      [t({ fr: 'EN COURS', en: 'RUNNING' }), (row) => row.running],
      [t({ fr: 'ATTEND', en: 'WAITING' }), (row) => row.waiting],
      [t({ fr: 'ÉCHEC', en: 'FAILED' }), (row) => row.failed],
      [t({ fr: 'TRAVAILLEURS', en: 'WORKERS' }), (row) => row.workers],
    ]),
    backups.last
      ? t({ fr: `dernière sauvegarde : ${backups.last.at}`, en: `last backup: ${backups.last.at}` })
      : t({ fr: 'aucune sauvegarde connue', en: 'no backup known' }),
  ];
}
