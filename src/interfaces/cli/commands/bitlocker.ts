import type { KeptPasswordDto, RevealedPasswordDto } from '../../../park/recovery/index.js';
import { OperatorError } from '../../../platform/core/index.js';
import type { Registration } from '../registration.js';
import { table } from '../table.js';

const PATH = '/api/recovery-passwords';

export function registerBitlocker({ program, t, act }: Registration): void {
  const bitlocker = program.command('bitlocker').description(
    t({
      fr: 'Mots de passe de récupération de BitLocker gardés par Établi',
      en: 'BitLocker recovery passwords that Établi keeps',
    }),
  );
  bitlocker
    .command('list <pc>')
    .description(
      t({
        fr: 'Ceux d’un PC (nom, n° de série, MAC, ou début de l’identifiant affiché par Windows), sans les montrer',
        en: 'Those of a PC (name, serial number, MAC, or the beginning of the id that Windows shows), without showing them',
      }),
    )
    .action(
      act(async (session, pc: string) => {
        const kept = await session.api().get<KeptPasswordDto[]>(`${PATH}?search=${encodeURIComponent(pc)}`);
        session.terminal.result(kept, () => table(kept, columns(t)));
      }),
    );
  bitlocker
    .command('show <pc>')
    .description(
      t({
        fr: 'Montre le dernier de ce PC ; le journal d’audit dit qui l’a lu',
        en: 'Shows the newest one of this PC; the audit log says who read it',
      }),
    )
    .action(
      act(async (session, pc: string) => {
        const kept = await session.api().get<KeptPasswordDto[]>(`${PATH}?search=${encodeURIComponent(pc)}`);
        const newest = newestOf(kept, pc);
        const shown = await session.api().post<RevealedPasswordDto>(`${PATH}/${newest.id}/reveal`, {});
        session.terminal.result(shown, () => [
          `${shown.computerName}  ${shown.drive}  ${shown.protectorId}  ${session.terminal.time(shown.keptAt)}`,
          shown.password,
        ]);
      }),
    );
}

function columns(t: Registration['t']): [string, (row: KeptPasswordDto) => string][] {
  return [
    [t({ fr: 'PC', en: 'PC' }), (row) => row.computerName],
    [t({ fr: 'N° DE SÉRIE', en: 'SERIAL' }), (row) => row.serial ?? '–'],
    [t({ fr: 'LECTEUR', en: 'DRIVE' }), (row) => row.drive],
    [t({ fr: 'IDENTIFIANT', en: 'ID' }), (row) => row.protectorId],
    [t({ fr: 'GARDÉ', en: 'KEPT' }), (row) => row.keptAt],
  ];
}

/** Of one machine only: the password of another one would open nothing, and its reading would be in the audit log. */
function newestOf(kept: KeptPasswordDto[], pc: string): KeptPasswordDto {
  const [newest] = kept;
  if (newest === undefined) {
    throw new OperatorError(
      { fr: `aucun mot de passe n’est gardé pour « ${pc} »`, en: `no password is kept for "${pc}"` },
      {
        remedy: {
          fr: 'Donnez le nom exact du PC, son n° de série, ou les 8 premiers caractères de l’identifiant que Windows affiche.',
          en: 'Give the exact name of the PC, its serial number, or the first 8 characters of the id that Windows shows.',
        },
      },
    );
  }
  if (kept.every(({ machineId }) => machineId === newest.machineId)) return newest;
  const names = [...new Set(kept.map(({ computerName, serial }) => `${computerName} (${serial ?? '–'})`))];
  throw new OperatorError(
    {
      fr: `« ${pc} » désigne plusieurs PC : ${names.join(', ')}`,
      en: `"${pc}" is several PCs: ${names.join(', ')}`,
    },
    {
      remedy: {
        fr: 'Donnez le numéro de série de l’un d’eux, ou l’identifiant que Windows affiche.',
        en: 'Give the serial number of one of them, or the id that Windows shows.',
      },
    },
  );
}
