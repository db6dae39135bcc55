import type { Bilingual } from '../../../../platform/core/index.js';
import type { Facts } from '../../facts.js';
import type { FirmwareTrust } from '../boot-check/readings.js';

/** Why a firmware has nothing to append to; undefined when it has. Secure Boot that is only off keeps its keys. */
export function noAuthorities(
  firmware: NonNullable<Facts['firmware']>,
  state: Facts['secureBoot'],
  { secureBoot }: Pick<FirmwareTrust, 'secureBoot'>,
): Bilingual | undefined {
  if (firmware === 'bios' || secureBoot === 'unsupported') {
    return {
      fr: 'ce PC n’a pas Secure Boot : il n’a aucune autorité à mettre à jour',
      en: 'this PC has no Secure Boot: it has no authorities to update',
    };
  }
  if (state !== 'setup') return undefined;
  return {
    fr: 'Secure Boot est en mode « setup », sans clé de plateforme : rien n’y a été ajouté. Remettez les clés d’usine dans le menu du micrologiciel',
    en: 'Secure Boot is in setup mode, without a platform key: nothing was added. Restore the factory keys in the firmware’s menu',
  };
}
