import { binarySize, InputError } from '../../../platform/core/index.js';
import type { MachineUserDataDto, UserDataSnapshotDto } from '../../../park/userdata/index.js';
import { sure } from '../confirmation.js';
import { EXIT } from '../exit-status.js';
import { machineNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';
import type { Terminal } from '../terminal.js';
import { emptyFolder, unpackUserData } from '../unpack-user-data.js';

const PATH = '/api/user-data';

/** The backups of a machine that a person named. */
async function pathOf(session: Session, machine: string): Promise<string> {
  return `${PATH}/${await machineNamed(session.api(), machine)}`;
}

export function registerUserData({ program, t, act }: Registration): void {
  const userData = program.command('userdata').description(
    t({
      fr: 'Données des utilisateurs, sauvegardées des PC avant leur effacement',
      en: 'User data, saved from PCs before they are erased',
    }),
  );
  userData
    .command('list')
    .description(t({ fr: 'Toutes les sauvegardes', en: 'All backups' }))
    .action(act(list));
  userData
    .command('show <machine>')
    .description(
      t({
        fr: 'Les sauvegardes d’une machine : profils, et ce qui n’a pas été sauvegardé',
        en: 'The backups of a machine: profiles, and what was not saved',
      }),
    )
    .action(act(show));
  userData
    .command('restore-files <machine>')
    .description(
      t({
        fr: 'Sort les fichiers d’une sauvegarde dans un dossier vide (administrateur, journalisé)',
        en: 'Takes the files of a backup out into an empty folder (administrator, audited)',
      }),
    )
    .requiredOption('--to <folder>', t({ fr: 'le dossier', en: 'the folder' }))
    .option('--snapshot <id>', t({ fr: 'une autre que la dernière', en: 'another than the newest' }))
    .action(act(restoreFiles));
  userData
    .command('remove <machine>')
    .description(
      t({
        fr: 'Supprime toutes les sauvegardes d’une machine',
        en: 'Removes all backups of a machine',
      }),
    )
    .option('--yes', t({ fr: 'sans demander', en: 'without asking' }))
    .action(act(remove));
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const found = await session.api().get<UserDataSnapshotDto[]>(PATH);
  terminal.result(found, () =>
    table(found, [
      ['ID', (row) => row.id.slice(0, 8)],
      [terminal.say({ fr: 'MACHINE', en: 'MACHINE' }), (row) => row.machineId],
      [terminal.say({ fr: 'PRISE', en: 'TAKEN' }), (row) => terminal.time(row.takenAt)],
      [terminal.say({ fr: 'FICHIERS', en: 'FILES' }), (row) => String(row.files)],
      [terminal.say({ fr: 'TAILLE', en: 'SIZE' }), (row) => terminal.say(binarySize(row.bytes))],
      [terminal.say({ fr: 'RENDUE', en: 'GIVEN BACK' }), (row) => terminal.say(returnOf(row, terminal))],
      [terminal.say({ fr: 'GARDÉE JUSQU’AU', en: 'KEPT UNTIL' }), (row) => terminal.time(row.expiresAt)],
    ]),
  );
}

async function show(session: Session, machine: string): Promise<void> {
  const found = await session.api().get<MachineUserDataDto>(await pathOf(session, machine));
  session.terminal.result(found, () => [
    ...found.snapshots.flatMap((snapshot) => linesOf(session, snapshot)),
    session.terminal.say({
      fr: `Sur le serveur : ${binarySize(found.bytes).fr}`,
      en: `On the server: ${binarySize(found.bytes).en}`,
    }),
  ]);
}

function linesOf({ terminal }: Session, snapshot: UserDataSnapshotDto): string[] {
  const { id, takenAt, files, bytes, profiles, skipped } = snapshot;
  const size = terminal.say(binarySize(bytes));
  const of = terminal.say({ fr: 'fichiers', en: 'files' });
  const not = terminal.say({ fr: 'pas sauvegardé', en: 'not saved' });
  return [
    `${id.slice(0, 8)}  ${terminal.time(takenAt)}  ${files} ${of}, ${size}, ${terminal.say(returnOf(snapshot, terminal))}`,
    ...profiles.map((one) => `  ${one.name}  ${one.files} ${of}, ${terminal.say(binarySize(one.bytes))}`),
    ...skipped.map(
      (one) => `  ${not} (${one.reason}) : ${one.count}  ${one.examples.slice(0, 3).join(', ')}`,
    ),
  ];
}

function returnOf({ restoreWanted, restoredAt }: UserDataSnapshotDto, terminal: Terminal) {
  const at = terminal.time(restoredAt);
  if (at !== '') return { fr: `le ${at}`, en: `on ${at}` };
  return restoreWanted ? { fr: 'pas encore', en: 'not yet' } : { fr: 'pas demandé', en: 'not asked for' };
}

/** Nothing is said to be out before its files were counted. */
async function restoreFiles(
  session: Session,
  machine: string,
  options: { to: string; snapshot?: string },
): Promise<number> {
  const { terminal } = session;
  const { snapshots } = await session.api().get<MachineUserDataDto>(await pathOf(session, machine));
  const wanted = snapshots.find(
    ({ id }) => options.snapshot === undefined || id.startsWith(options.snapshot),
  );
  if (wanted === undefined) throw noSnapshot(options.snapshot);
  await emptyFolder(options.to);
  const tar = await session
    .api()
    .stream(`${await pathOf(session, machine)}/archive`, { snapshot: wanted.id });
  const files = await unpackUserData(tar, options.to);
  const isWhole = files === wanted.files;
  terminal.result({ folder: options.to, snapshot: wanted.id, files, expected: wanted.files }, () => [
    terminal.say({
      fr: `${isWhole ? '✓' : '✗'} ${files} fichiers sur ${wanted.files} dans ${options.to}`,
      en: `${isWhole ? '✓' : '✗'} ${files} of ${wanted.files} files in ${options.to}`,
    }),
  ]);
  return isWhole ? EXIT.done : EXIT.no;
}

async function remove(session: Session, machine: string, options: { yes?: boolean }): Promise<number> {
  const { terminal } = session;
  const { snapshots } = await session.api().get<MachineUserDataDto>(await pathOf(session, machine));
  const owed = snapshots.filter((one) => one.restoreWanted && one.restoredAt === null).length;
  const question = {
    fr: `Supprimer ${snapshots.length} sauvegardes de ${machine}, dont ${owed} pas encore rendues ?`,
    en: `Remove ${snapshots.length} backups of ${machine}, ${owed} of them not given back yet?`,
  };
  if (options.yes !== true && !(await sure(terminal, question))) return EXIT.no;
  await session.api().delete(await pathOf(session, machine));
  terminal.tell({ fr: 'Sauvegardes supprimées.', en: 'Backups removed.' });
  return EXIT.done;
}

function noSnapshot(found: string | undefined): InputError {
  const expected = {
    fr: 'une sauvegarde de cette machine (etabli userdata show)',
    en: 'a backup of this machine (etabli userdata show)',
  };
  return new InputError({ fr: 'sauvegarde inconnue', en: 'unknown backup' }, [
    { field: '--snapshot', found, expected },
  ]);
}
