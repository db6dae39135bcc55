import { InputError } from '../../../../platform/core/index.js';
import type { ProfileCertificate } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { type CarriedFile, carriedPath, type MachineScript, type WindowsOrder } from '../contribution.js';
import { oneLineSecret } from './one-line-secret.js';

type Client = Extract<ProfileCertificate, { kind: 'client' }>;

/** The script's data for one certificate. */
interface Imported {
  path: string;
  location: 'LocalMachine' | 'CurrentUser';
  /** The store of a certificate without a private key; '' for a PKCS#12 file. */
  store: '' | 'Root' | 'CA';
  password: string;
}

/**
 * The certificates of a PC as carried files, and the scripts that import them: machine certificates before any account
 * exists, user certificates into the account of the first logon. Certificates from SCEP or ACME are left to the
 * management server.
 */
export function certificateContribution(order: WindowsOrder): {
  files: CarriedFile[];
  scripts: MachineScript[];
} {
  const all = (order.profile.certificates ?? []).flatMap((one, index) => imported(one, index, order));
  const script = (phase: MachineScript['phase'], location: Imported['location'], name: string) => {
    const certificates = all.flatMap(({ entry }) => (entry.location === location ? [entry] : []));
    if (certificates.length === 0) return [];
    const text = renderTemplate('answer/windows/network/certificates.ps1', { certificates, location });
    const secret = certificates.some(({ password }) => password !== '');
    return [{ phase, language: 'powershell' as const, name, text, ...(secret && { secret }) }];
  };
  return {
    files: all.map(({ file }) => file),
    scripts: [
      ...script('system', 'LocalMachine', 'certificates'),
      ...script('firstLogon', 'CurrentUser', 'certificates-of-user'),
    ],
  };
}

const STORES = { root: 'Root', intermediate: 'CA' } as const;

function imported(
  certificate: ProfileCertificate,
  index: number,
  order: WindowsOrder,
): { file: CarriedFile; entry: Imported }[] {
  if (certificate.kind === 'scep' || certificate.kind === 'acme') return [];
  if (certificate.kind === 'client') return [clientOf(certificate, index, order)];
  const file = { name: `${certificate.name}.cer`, text: certificate.pem };
  const store = STORES[certificate.kind];
  return [{ file, entry: { path: carriedPath(file.name), location: 'LocalMachine', store, password: '' } }];
}

function clientOf(certificate: Client, index: number, { secret }: WindowsOrder) {
  const field = `certificates[${index}]`;
  const file = {
    name: `${certificate.name}.p12.txt`,
    text: base64(`${field}.pkcs12`, secret(certificate.pkcs12), certificate.pkcs12.vault),
    secret: true,
  };
  const password =
    certificate.password === undefined
      ? ''
      : oneLineSecret(`${field}.password`, certificate.password, secret);
  const location = certificate.store === 'user' ? ('CurrentUser' as const) : ('LocalMachine' as const);
  return { file, entry: { path: carriedPath(file.name), location, store: '' as const, password } };
}

/** A PKCS#12 file in base64, on one line. A `{vault:reference}` is left unchanged. */
function base64(field: string, value: string, reference: string): string {
  if (value === `{vault:${reference}}`) return value;
  const text = value.replaceAll(/\s/g, '');
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return text;
  const expected = {
    fr: 'un fichier PKCS#12 en base64 dans le coffre',
    en: 'a PKCS#12 file in base64 in the vault',
  };
  throw new InputError({ fr: `${field} : ${expected.fr}`, en: `${field}: ${expected.en}` }, [
    { field, found: '[…]', expected },
  ]);
}
