import { PermanentError } from '../../../platform/core/index.js';
import { nameOfDomain } from './names.js';
import { bytesOf, type LdapSession, valueOf } from './session.js';

/** What a join blob says of the domain. */
export interface DomainFacts {
  /** `corp.example` */
  dnsName: string;
  /** `DC=corp,DC=example` */
  base: string;
  /** `CORP` */
  netbios: string;
  forest: string;
  /** `S-1-5-21-…` */
  sid: string;
  guid: string;
}

/** Reads them from the directory. Throws PermanentError when the server is of another domain. */
export async function readDomain(session: LdapSession, domain: string): Promise<DomainFacts> {
  const root = await session.read('', [
    ...['defaultNamingContext', 'rootDomainNamingContext', 'configurationNamingContext'],
  ]);
  const base = valueOf(root, 'defaultNamingContext') ?? '';
  if (base.toLowerCase() !== nameOfDomain(domain).toLowerCase()) throw otherDomain(session, domain, base);
  const entry = await session.read(base, ['objectSid', 'objectGUID']);
  const partitions = `CN=Partitions,${valueOf(root, 'configurationNamingContext') ?? ''}`;
  const [crossReference] = await session.find(partitions, { nCName: base }, ['nETBIOSName']);
  const netbios = crossReference && valueOf(crossReference, 'nETBIOSName');
  const sid = bytesOf(entry, 'objectSid');
  const guid = bytesOf(entry, 'objectGUID');
  // It becomes a line of a configuration file.
  const isName = /^[^\s\u0000-\u001f\u007f"%]{1,15}$/.test(netbios ?? '');
  if (netbios === undefined || !isName || sid === undefined || guid === undefined) throw unreadable(session);
  return {
    dnsName: domain.toLowerCase(),
    base,
    netbios,
    forest: domainOf(valueOf(root, 'rootDomainNamingContext') ?? base),
    sid: sidText(sid),
    guid: guidText(guid),
  };
}

function domainOf(name: string): string {
  return name
    .split(',')
    .map((part) => part.replace(/^DC=/i, ''))
    .join('.')
    .toLowerCase();
}

/** [MS-DTYP] §2.4.2: revision, count, authority of 6 bytes, then numbers of 4 bytes. */
export function sidText(sid: Buffer): string {
  const numbers = Array.from({ length: sid[1] ?? 0 }, (_, index) => sid.readUInt32LE(8 + 4 * index));
  return ['S', sid[0], sid.readUIntBE(2, 6), ...numbers].join('-');
}

/** [MS-DTYP] §2.3.4: the first three parts are little endian. */
export function guidText(guid: Buffer): string {
  const hex = (from: number, to: number) => guid.toString('hex', from, to);
  const little = (from: number, to: number) => Buffer.from(guid.subarray(from, to)).reverse().toString('hex');
  return `${little(0, 4)}-${little(4, 6)}-${little(6, 8)}-${hex(8, 10)}-${hex(10, 16)}`;
}

function otherDomain({ server }: LdapSession, domain: string, base: string): PermanentError {
  return new PermanentError(
    {
      fr: `${server.name} est de ${domainOf(base)}, et non de ${domain}`,
      en: `${server.name} is of ${domainOf(base)}, not of ${domain}`,
    },
    {
      remedy: {
        fr: 'Corrigez domain ou servers de l’annuaire.',
        en: 'Correct domain or servers of the directory.',
      },
    },
  );
}

function unreadable({ server }: LdapSession): PermanentError {
  return new PermanentError({
    fr: `${server.name} ne dit ni le nom NetBIOS, ni le SID, ni le GUID du domaine`,
    en: `${server.name} does not say the NetBIOS name, the SID or the GUID of the domain`,
  });
}
