import { InvalidArgumentError } from 'commander';
import type { LicencePoolDetailDto, LicencePoolDto } from '../../../park/licence/index.js';
import { InputError, NotFoundError } from '../../../platform/core/index.js';
import { readGiven } from '../given-file.js';
import { machineNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';
import { table } from '../table.js';

const PATH = '/api/licence-pools';
const pathOf = (name: string) => `${PATH}/${encodeURIComponent(name)}`;

export function registerLicence({ program, t, act }: Registration): void {
  const licence = program.command('licence').description(
    t({
      fr: 'Réserves de licences : un nombre ou des clés, une par PC',
      en: 'Pools of licences: a number or keys, one a PC',
    }),
  );
  licence
    .command('add <name>')
    .description(
      t({
        fr: 'Ajoute des licences à une réserve, ou la crée ; les clés sont scellées et ne sont plus jamais montrées',
        en: 'Adds licences to a pool, or makes it; keys are sealed and never shown again',
      }),
    )
    .option('--count <number>', t({ fr: 'combien, sans clé', en: 'how many, without keys' }), wholeNumber)
    .option('--keys-file <file>', t({ fr: 'un fichier, une clé par ligne', en: 'a file, one key a line' }))
    .action(act(add));
  licence
    .command('list')
    .description(t({ fr: 'Les réserves, et ce qu’il y reste', en: 'The pools, and what is left in them' }))
    .action(act(list));
  licence
    .command('show <name>')
    .description(t({ fr: 'Qui a les licences d’une réserve', en: 'Who has the licences of a pool' }))
    .action(act(show));
  licence
    .command('release <name> <machine>')
    .description(
      t({
        fr: 'Reprend la licence d’un PC qui ne s’en sert plus ; le PC par son nom ou son numéro de série',
        en: 'Takes back the licence of a PC that does not use it any more; the PC by its name or serial number',
      }),
    )
    .requiredOption('--reason <text>', t({ fr: 'pourquoi, pour le journal', en: 'why, for the audit log' }))
    .action(act(release));
  licence
    .command('remove <name>')
    .description(
      t({
        fr: 'Supprime une réserve dont personne n’a de licence',
        en: 'Removes a pool of which nobody has a licence',
      }),
    )
    .action(
      act(async (session, name: string) => {
        await session.api().delete(pathOf(name));
        session.terminal.tell({ fr: 'Réserve supprimée.', en: 'Pool removed.' });
      }),
    );
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('1–100000');
}

async function add(
  session: Session,
  name: string,
  { count, keysFile }: { count?: number; keysFile?: string },
): Promise<void> {
  if ((count === undefined) === (keysFile === undefined)) {
    const expected = {
      fr: '--count ou --keys-file, l’un des deux',
      en: '--count or --keys-file, one of them',
    };
    throw new InputError(expected, [{ field: '--count', found: count, expected }]);
  }
  const keys = keysFile === undefined ? undefined : await keysOf(keysFile);
  const pool = await session
    .api()
    .post<LicencePoolDto>(`${pathOf(name)}/licences`, { body: { count, keys } });
  session.terminal.result(pool, () => [poolLine(session, pool)]);
}

/** Empty lines and comments are not keys. */
async function keysOf(file: string): Promise<string[]> {
  const lines = (await readGiven(file))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/);
  const keys = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length > 0) return keys;
  const expected = { fr: 'une clé par ligne', en: 'one key a line' };
  throw new InputError({ fr: `${file} n’a aucune clé`, en: `${file} has no key` }, [
    { field: '--keys-file', found: file, expected },
  ]);
}

function poolLine({ terminal }: Session, { name, total, free }: LicencePoolDto): string {
  return terminal.say({
    fr: `${name} : ${free} licence(s) libre(s) sur ${total}`,
    en: `${name}: ${free} of ${total} licence(s) free`,
  });
}

async function list(session: Session): Promise<void> {
  const { terminal } = session;
  const pools = await session.api().get<LicencePoolDto[]>(PATH);
  terminal.result(pools, () =>
    table(pools, [
      [terminal.say({ fr: 'RÉSERVE', en: 'POOL' }), (row) => row.name],
      ['TYPE', (row) => row.kind],
      ['TOTAL', (row) => String(row.total)],
      [terminal.say({ fr: 'LIBRES', en: 'FREE' }), (row) => String(row.free)],
      [terminal.say({ fr: 'EN SERVICE', en: 'IN USE' }), (row) => String(row.used)],
    ]),
  );
}

async function show(session: Session, name: string): Promise<void> {
  const { terminal } = session;
  const pool = await session.api().get<LicencePoolDetailDto>(pathOf(name));
  terminal.result(pool, () => [
    poolLine(session, pool),
    ...table(pool.holders ?? [], [
      ['N°', (row) => String(row.position)],
      ['PC', (row) => row.machine ?? '–'],
      ['ID', (row) => row.machineId ?? '–'],
      [terminal.say({ fr: 'PRISE LE', en: 'TAKEN AT' }), (row) => terminal.time(row.takenAt)],
      [terminal.say({ fr: 'EN SERVICE LE', en: 'IN USE SINCE' }), (row) => terminal.time(row.usedAt) || '–'],
    ]),
  ]);
}

async function release(
  session: Session,
  name: string,
  machine: string,
  { reason }: { reason: string },
): Promise<void> {
  const api = session.api();
  const { holders } = await api.get<LicencePoolDetailDto>(pathOf(name));
  const bySerial = holders.find((one) => machine.toUpperCase() === one.machine)?.machineId;
  const machineId = bySerial ?? (await machineNamed(api, machine));
  const held = holders.find((one) => one.machineId === machineId);
  if (held?.machineId === undefined) {
    throw new NotFoundError(
      {
        fr: `le PC ${machine} n’a pas de licence de « ${name} »`,
        en: `the PC ${machine} has no licence of "${name}"`,
      },
      {
        remedy: {
          fr: `etabli licence show ${name} montre qui en a.`,
          en: `etabli licence show ${name} shows who has one.`,
        },
      },
    );
  }
  await api.post(`${pathOf(name)}/release`, { body: { machineId: held.machineId, reason } });
  session.terminal.tell({ fr: 'Licence rendue à la réserve.', en: 'The licence is back in the pool.' });
}
