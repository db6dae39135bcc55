import type { Certificate, Text } from '../../proof/index.js';
import type { FactsOrder } from './facts.js';
import { instantText, type Place } from './typography.js';

/** What the page says of the PC. */
export function machineFacts(machine: Certificate['machine'], place: Place): FactsOrder {
  const {
    hostname,
    manufacturer = '',
    product = '',
    serial = '—',
    assetTag,
    macs,
    firmware,
    identity,
  } = machine;
  return {
    title: { fr: 'Poste', en: 'Machine' },
    labels: {
      fr: 'Nom | Modèle | N° de série | Inventaire | Adresses MAC | Micrologiciel | Identité',
      en: 'Name | Model | Serial number | Asset tag | MAC addresses | Firmware | Identity',
    },
    values: [
      hostname,
      `${manufacturer} ${product}`.trim(),
      serial,
      assetTag,
      macs.join(', '),
      firmware,
      identityText(identity, place),
    ],
  };
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
