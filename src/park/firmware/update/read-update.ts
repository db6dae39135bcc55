import { type X509Certificate } from 'node:crypto';
import {
  type DetachedSignature,
  MalformedCms,
  readDetached,
  sha256,
  x509,
} from '../../../platform/cms/index.js';
import { readable } from '../../../platform/core/index.js';
import { refusedUpdate } from './refused-update.js';
import { beginsAsList, type Entry, listEntries, MalformedList } from './signature-lists.js';
import { signedVariable, type Variable } from './signed-variable.js';

/** A certificate by what people call it. */
export interface NamedCertificate {
  subject: string;
  issuer: string;
  sha256: string;
}

/** A signed update of a variable of Secure Boot, as it was measured. */
export interface ReadUpdate {
  /** The one that the signature is for. */
  variable: Variable;
  /** When it was made, by its own header; ISO 8601 without a zone. */
  time: string;
  /** Who signed it, then those who vouch for the signer. */
  signers: NamedCertificate[];
  adds: { certificates: NamedCertificate[]; digests: number };
}

export const LARGEST_UPDATE = 1 << 20;
const TIME = 16;
const CERTIFICATE_HEADER = 24;
/** WIN_CERTIFICATE_UEFI_GUID: revision 2.0, type 0x0ef1, then the identifier of PKCS #7. UEFI 2.10 §32.2.4. */
const KIND = '0002f10e9dd2af4adf68ee498aa9347d375665a7';

/**
 * Reads EFI_VARIABLE_AUTHENTICATION_2 and what follows it (UEFI 2.10 §8.2.2), and verifies the signature with the
 * certificate of its signer: only firmware knows whether it trusts that one. Throws InputError.
 */
export function readUpdate(data: Buffer): ReadUpdate {
  const { time, signature, content } = partsOf(data);
  const entries = entriesOf(content);
  const read = signatureIn(signature);
  const variable = signedVariable(read, data.subarray(0, TIME), content);
  return { variable, time, signers: chainOf(read).map(named), adds: addsOf(entries) };
}

function partsOf(data: Buffer): { time: string; signature: Buffer; content: Buffer } {
  if (beginsAsList(data))
    throw refusedUpdate({ fr: 'une liste de clés sans signature', en: 'a list of keys without a signature' });
  if (data.length < TIME + CERTIFICATE_HEADER)
    throw refusedUpdate({ fr: `${data.length} octets`, en: `${data.length} bytes` });
  if (data.subarray(TIME + 4, TIME + CERTIFICATE_HEADER).toString('hex') !== KIND) {
    const head = data.subarray(0, 16).toString('hex');
    throw refusedUpdate({ fr: `un fichier qui commence par ${head}`, en: `a file that begins with ${head}` });
  }
  const end = TIME + data.readUInt32LE(TIME);
  if (end < TIME + CERTIFICATE_HEADER || end > data.length) {
    throw refusedUpdate({
      fr: `une signature jusqu’à l’octet ${end} dans un fichier de ${data.length}`,
      en: `a signature up to byte ${end} in a file of ${data.length}`,
    });
  }
  return {
    time: timeOf(data),
    signature: data.subarray(TIME + CERTIFICATE_HEADER, end),
    content: data.subarray(end),
  };
}

/** EFI_TIME; what is not used must be zero. UEFI 2.10 §8.3. */
function timeOf(data: Buffer): string {
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = data.subarray(2, 7);
  const two = (value: number): string => `${value}`.padStart(2, '0');
  const date = `${`${data.readUInt16LE(0)}`.padStart(4, '0')}-${two(month)}-${two(day)}`;
  const time = `${date}T${two(hour)}:${two(minute)}:${two(second)}`;
  const isTime = new Date(`${time}Z`).toJSON()?.startsWith(time) ?? false;
  if (isTime && data.subarray(7, TIME).every((byte) => byte === 0)) return time;
  const head = data.subarray(0, TIME).toString('hex');
  throw refusedUpdate({ fr: `une date impossible (${head})`, en: `an impossible date (${head})` });
}

function entriesOf(content: Buffer): Entry[] {
  try {
    const entries = listEntries(content);
    if (entries.length > 0) return entries;
    throw new MalformedList('nothing');
  } catch (error) {
    if (!(error instanceof MalformedList)) throw error;
    throw refusedUpdate({
      fr: `après la signature, aucune liste de clés entière (${error.message})`,
      en: `after the signature, no whole list of keys (${error.message})`,
    });
  }
}

function signatureIn(der: Buffer): DetachedSignature {
  try {
    return readDetached(der);
  } catch (error) {
    if (!(error instanceof MalformedCms)) throw error;
    throw refusedUpdate({
      fr: `une signature illisible (${error.message})`,
      en: `an unreadable signature (${error.message})`,
    });
  }
}

/** Published files have three; each link is looked for among all certificates. */
const MOST_CERTIFICATES = 32;

/** The signer first, then those that vouch for it, as far as they are there. */
function chainOf({ signer, certificates }: DetachedSignature): X509Certificate[] {
  if (certificates.length > MOST_CERTIFICATES) {
    const found = certificates.length;
    throw refusedUpdate({
      fr: `${found} certificats, ${MOST_CERTIFICATES} au plus`,
      en: `${found} certificates, at most ${MOST_CERTIFICATES}`,
    });
  }
  const chain = [signer];
  for (;;) {
    const last = chain.at(-1)!;
    const above = certificates.find((one) => !chain.includes(one) && last.checkIssued(one));
    if (above === undefined) return chain;
    chain.push(above);
  }
}

function addsOf(entries: readonly Entry[]): ReadUpdate['adds'] {
  const certificates = entries.filter(({ kind }) => kind === 'certificate');
  return {
    certificates: certificates.map(({ value }) => {
      const found = x509(value);
      if (found !== undefined) return named(found);
      throw refusedUpdate({ fr: 'un certificat illisible', en: 'an unreadable certificate' });
    }),
    digests: entries.length - certificates.length,
  };
}

function named(certificate: X509Certificate): NamedCertificate {
  const [subject, issuer] = [certificate.subject, certificate.issuer].map(nameIn) as [string, string];
  return { subject, issuer, sha256: sha256(certificate.raw).toString('hex') };
}

/** The last common name, as the environment reads it; else all of the name. */
function nameIn(name: string | undefined): string {
  const common = [...(name ?? '').matchAll(/^CN=(.*)$/gm)].at(-1)?.[1];
  return readable(common ?? name?.replaceAll('\n', ', ') ?? '').slice(0, 200) || '?';
}
