import { same, type Bilingual } from '../../../platform/core/index.js';
import type { BootServiceDescription, Measured } from './measured.schema.js';

/** What the test says of one thing. Nothing that was not measured is `good`. */
export interface NetworkFinding {
  id: string;
  verdict: 'good' | 'fault' | 'unmeasured';
  title: Bilingual;
  found: Bilingual;
  /** Of a fault, and of what could not be measured. */
  remedy?: Bilingual;
}

export interface Judged {
  service: BootServiceDescription;
  measured: Measured;
  httpPort: number;
}

export function good(id: string, title: Bilingual, found: Bilingual): NetworkFinding {
  return { id, verdict: 'good', title, found };
}

export function fault(id: string, title: Bilingual, found: Bilingual, remedy: Bilingual): NetworkFinding {
  return { id, verdict: 'fault', title, found, remedy };
}

export function unmeasured(id: string, title: Bilingual, why: string, remedy?: Bilingual): NetworkFinding {
  const words = WHYS.find(([sign]) => sign.test(why))?.[1] ?? same(why);
  const found = { fr: `Non mesuré : ${words.fr}.`, en: `Not measured: ${words.en}.` };
  return { id, verdict: 'unmeasured', title, found, ...(remedy && { remedy }) };
}

/** What the system or the probe says, in words. */
const WHYS: [RegExp, Bilingual][] = [
  [
    /nft.*ENOENT/,
    { fr: 'nft n’est pas installé sur cette machine', en: 'nft is not installed on this machine' },
  ],
  [/nft: /, { fr: 'des règles d’iptables ou des ensembles nommés', en: 'rules of iptables, or named sets' }],
  [
    /Operation not permitted|EPERM|EACCES/,
    { fr: 'le système le refuse au service', en: 'the system refuses it to the service' },
  ],
  [/EADDRINUSE/, { fr: 'un autre programme tient le port', en: 'another program holds the port' }],
  [/no time server/, { fr: 'le DHCP n’annonce aucun serveur de temps', en: 'DHCP names no time server' }],
  [
    /no answer of/,
    {
      fr: 'les serveurs de temps que le DHCP annonce ne répondent pas',
      en: 'the time servers that DHCP names do not answer',
    },
  ],
];
