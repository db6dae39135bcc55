import type { Bilingual } from '../../platform/core/index.js';
import type { MachineAnomaly } from './machine.entity.js';

const TEXTS: Record<MachineAnomaly['kind'], (value: string) => Bilingual> = {
  adapter: (mac) => ({
    fr: `L’adresse MAC ${mac} a été vue sur plusieurs PC : c’est celle d’une station d’accueil ou d’un adaptateur USB. Elle n’identifie plus aucun PC : fiez-vous à leur numéro de série.`,
    en: `The MAC address ${mac} was seen on several PCs: it is that of a dock or of a USB adapter. It no longer identifies any PC: use their serial numbers.`,
  }),
  'shared-uuid': (uuid) => ({
    fr: `Plusieurs PC annoncent le même UUID ${uuid} : le constructeur l’a donné plusieurs fois. Il n’identifie plus aucun PC.`,
    en: `Several PCs report the same UUID ${uuid}: the manufacturer used it more than once. It no longer identifies any PC.`,
  }),
  'changed-board': (serial) => ({
    fr: `Le PC ${serial} est revenu avec un autre UUID et d’autres cartes réseau : sa carte mère a été remplacée, ou deux PC ont ce numéro de série.`,
    en: `The PC ${serial} came back with another UUID and other network cards: its board was replaced, or two PCs have this serial number.`,
  }),
  'foreign-ticket': (ticket) => ({
    fr: `Un appareil s’est présenté comme ce PC avec le ticket d’un autre (${ticket}) : il a été refusé. Si cela se répète, cherchez l’appareil qui a cette adresse.`,
    en: `A device identified itself as this PC with the ticket of another one (${ticket}): it was refused. If this happens again, look for the device that has this address.`,
  }),
  'two-records': (mac) => ({
    fr: `L’adresse MAC ${mac} correspond à deux fiches : le même PC a sans doute été enregistré deux fois.`,
    en: `The MAC address ${mac} belongs to two records: the same PC was probably registered twice.`,
  }),
};

/** What an anomaly means and what to do. */
export function anomalyText({ kind, value }: Pick<MachineAnomaly, 'kind' | 'value'>): Bilingual {
  return TEXTS[kind](value);
}
