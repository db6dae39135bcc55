import type { Bilingual } from '../../../platform/core/index.js';
import type { Certificate, Text } from '../../proof/index.js';
import { instantText, type Place } from './typography.js';
import { WORDS } from './words.js';

/** What the page says of the PC, a line a fact; facts that there are not have no text. */
export function machineFacts(machine: Certificate['machine'], place: Place): [Bilingual, Text | undefined][] {
  return [
    [WORDS.hostname, machine.hostname],
    [WORDS.model, [machine.manufacturer, machine.product].filter(Boolean).join(' ')],
    [WORDS.serial, machine.serial ?? '—'],
    [WORDS.assetTag, machine.assetTag],
    [WORDS.macs, machine.macs.join(', ')],
    [WORDS.firmware, machine.firmware],
    [WORDS.identity, identityText(machine.identity, place)],
  ];
}

/** On what it rests that the certificate speaks of this very PC; nothing in certificates of before. */
export function identityText(identity: Certificate['machine']['identity'], place: Place): Text | undefined {
  if (identity === undefined) return undefined;
  const { proof, by = '—', at, network = '' } = identity;
  const when = at === undefined ? '' : instantText(at, place);
  if (proof === 'none') {
    return {
      fr: 'non confirmée ; aucun secret n’a été donné au PC',
      en: 'not confirmed; no secret was given to the PC',
    };
  }
  if (proof === 'code') {
    return { fr: `confirmée par code par ${by}, ${when}`, en: `confirmed by code by ${by}, ${when}` };
  }
  return {
    fr: `réseau ${network} déclaré fermé par ${by}, ${when}`,
    en: `network ${network} declared closed by ${by}, ${when}`,
  };
}
