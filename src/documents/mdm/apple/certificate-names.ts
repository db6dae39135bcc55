import type { NotCarried } from '../order.js';
import type { ProfileCertificate } from '../../profile/index.js';
import { notCarried } from './apple-context.js';

/** Attributes that Apple abbreviates; others are written by OID. RFC 4519, RFC 2985. */
const OIDS: Record<string, string> = {
  c: 'C',
  l: 'L',
  st: 'ST',
  o: 'O',
  ou: 'OU',
  cn: 'CN',
  dc: '0.9.2342.19200300.100.1.25',
  uid: '0.9.2342.19200300.100.1.1',
  e: '1.2.840.113549.1.9.1',
  email: '1.2.840.113549.1.9.1',
  emailaddress: '1.2.840.113549.1.9.1',
  sn: '2.5.4.4',
  serialnumber: '2.5.4.5',
  street: '2.5.4.9',
  title: '2.5.4.12',
  t: '2.5.4.12',
  gn: '2.5.4.42',
  givenname: '2.5.4.42',
};

/** `CN=pc,O=Example` as Apple's arrays, in X.500 order, the most general first. RFC 4514 §2.1. */
export function subjectOf(text: string, option: string): { subject: string[][][]; refused: NotCarried[] } {
  const pairs = text.split(',').map((part) => {
    const [name = '', ...value] = part.trim().split('=');
    const type = /^\d+(?:\.\d+)+$/.test(name) ? name : OIDS[name.toLowerCase()];
    return { type, value: value.join('=').trim() };
  });
  const known = pairs.flatMap(({ type, value }) => (type === undefined ? [] : [[[type, value]]])).reverse();
  const refused =
    known.length === pairs.length
      ? []
      : [
          notCarried(
            `${option}.subject`,
            'un attribut qu’Apple ne connaît pas par ce nom : donnez son OID',
            'an attribute that Apple does not know by this name: give its OID',
          ),
        ];
  return { subject: known, refused };
}

type Names = Extract<ProfileCertificate, { kind: 'scep' }>['subjectAlternativeNames'];
const KEYS = { email: 'rfc822Name', dns: 'dNSName', uri: 'uniformResourceIdentifier' } as const;

/** Apple requests only one name of each type. */
export function namesOf(
  given: Names,
  option: string,
): { names: Record<string, string> | undefined; refused: NotCarried[] } {
  if (given === undefined) return { names: undefined, refused: [] };
  const names: Record<string, string> = {};
  const refused: NotCarried[] = [];
  for (const sort of ['email', 'dns', 'uri'] as const) {
    const [first, ...rest] = given[sort] ?? [];
    if (first !== undefined) names[KEYS[sort]] = first;
    if (rest.length > 0)
      refused.push(
        notCarried(
          `${option}.subjectAlternativeNames.${sort}`,
          'un appareil Apple demande un seul nom de ce type : le premier',
          'an Apple device requests only one name of this type: the first',
        ),
      );
  }
  if (given.userPrincipalName !== undefined) names['ntPrincipalName'] = given.userPrincipalName;
  return { names: Object.keys(names).length === 0 ? undefined : names, refused };
}
