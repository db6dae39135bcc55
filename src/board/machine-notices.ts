import { Injectable } from '@nestjs/common';
import { say, type Bilingual, type Language } from '../core/index.js';
import { Machines, type Machine, type MachineAnomaly } from '../machine/index.js';
import { modelOf } from './machine-facts.js';
import { momentOf, type Moment } from './moment.js';

const MOST = 20;

/** Something about the identities of PCs that a technician should know, with the PCs that it concerns. */
export interface NoticeView {
  text: string;
  at: Moment;
  machines: { href: string; name: string }[];
}

const TEXTS: Record<MachineAnomaly['kind'], (value: string) => Bilingual> = {
  adapter: (mac) => ({
    fr: `L’adresse MAC ${mac} a été vue sur plusieurs PC : c’est celle d’une station d’accueil ou d’un adaptateur USB. Elle n’identifie plus aucun PC ; reconnaissez-les à leur numéro de série.`,
    en: `The MAC address ${mac} was seen on several PCs: it is that of a dock or of a USB adapter. It names no PC any more; tell them by their serial numbers.`,
  }),
  'shared-uuid': (uuid) => ({
    fr: `Plusieurs PC annoncent le même UUID ${uuid} : le constructeur l’a donné plusieurs fois. Il n’identifie plus aucun PC.`,
    en: `Several PCs tell the same UUID ${uuid}: the manufacturer gave it more than once. It names no PC any more.`,
  }),
  'changed-board': (serial) => ({
    fr: `Le PC ${serial} est revenu avec un autre UUID et d’autres cartes réseau : sa carte mère a été remplacée, ou deux PC portent ce numéro de série.`,
    en: `The PC ${serial} came back with another UUID and other network cards: its board was replaced, or two PCs carry this serial number.`,
  }),
  'two-records': (mac) => ({
    fr: `L’adresse MAC ${mac} mène à deux fiches : le même PC a sans doute été inscrit deux fois.`,
    en: `The MAC address ${mac} leads to two records: the same PC was probably registered twice.`,
  }),
};

/** What was noticed about the identities of PCs, in plain words, what was seen last first. */
@Injectable()
export class MachineNotices {
  constructor(private readonly machines: Machines) {}

  async of(language: Language): Promise<NoticeView[]> {
    const anomalies = (await this.machines.anomalies()).slice(0, MOST);
    return Promise.all(anomalies.map((anomaly) => this.view(anomaly, language)));
  }

  private async view(
    { kind, value, machineIds, lastSeenAt }: MachineAnomaly,
    language: Language,
  ): Promise<NoticeView> {
    const machines = await Promise.all(
      machineIds.map((id) => this.machines.findById(id).catch(() => undefined)),
    );
    return {
      text: say(TEXTS[kind](value), language),
      at: momentOf(lastSeenAt, language),
      machines: machines.flatMap((machine) => (machine ? [linkOf(machine)] : [])),
    };
  }
}

function linkOf(machine: Machine): { href: string; name: string } {
  return {
    href: `/machines/${machine.id}`,
    name: [modelOf(machine), machine.serial].filter(Boolean).join(' · '),
  };
}
