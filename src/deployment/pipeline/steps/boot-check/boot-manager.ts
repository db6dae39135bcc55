import { joined, OperatorError, type Bilingual } from '../../../../platform/core/index.js';

/** A boot manager of an image, as `describe-image` tells it. */
export interface BootManager {
  path: string;
  folder: 'EFI' | 'EFI_EX';
  authenticodeSha256: string;
  signers: readonly { subject: string; issuer: string; tbsSha256?: string | null | undefined }[];
  /** What `db` must trust; empty for a file without signature. */
  authority: string;
  /** Of a file with several signatures: one is enough. */
  authorities?: readonly string[] | undefined;
  /** Its security version, `major.minor`. */
  svn?: string | number | null | undefined;
}

interface Trusted {
  subject: string;
  sha256: string;
}

/** What a firmware starts, as `firmware-trust` tells it. */
export interface BootTrust {
  secureBoot: 'enabled' | 'disabled' | 'unsupported';
  db: readonly Trusted[];
  dbHashes: readonly string[];
  dbx: {
    hashes: readonly string[];
    certificates: readonly Trusted[];
    /** Digests of the signed part of certificates. */
    certificateHashes?: readonly string[];
    /** The lowest security version of Windows’ boot manager that still starts. */
    bootManagerSvn?: string | null;
  };
}

/**
 * The boot manager of the image that this firmware starts: the one of 2023 where it is trusted, since firmware loses
 * its trust in the other. Without Secure Boot any does, so the one that would start with it is preferred. Throws
 * OperatorError, which names for each what is missing, when Secure Boot would start none.
 * @param otherRemedy what else helps a firmware that lacks an authority
 */
export function chooseBootManager<T extends BootManager>(
  trust: BootTrust,
  managers: readonly T[],
  otherRemedy?: Bilingual,
): T {
  const [first] = managers;
  if (first === undefined) throw noneInImage();
  const newestFirst = managers.toSorted((a, b) => Number(isOf2023(b)) - Number(isOf2023(a)));
  const refusals: Refusal[] = [];
  for (const manager of newestFirst) {
    const refusal = refusalOf(trust, manager);
    if (refusal === undefined) return manager;
    refusals.push(refusal);
  }
  if (trust.secureBoot !== 'enabled') return first;
  throw refused(refusals, otherRemedy);
}

const isOf2023 = ({ folder }: BootManager): boolean => folder === 'EFI_EX';
const authoritiesOf = ({ authorities, authority }: BootManager): readonly string[] =>
  (authorities ?? [authority]).filter((name) => name !== '');

/** Why one file would not start; `missing` when it would, once firmware knew one of these authorities. */
interface Refusal {
  cause: Bilingual;
  missing?: readonly string[];
}

/** Undefined when this firmware would start it. A revocation counts more than trust. UEFI 2.10 §32.5.3. */
function refusalOf({ db, dbHashes, dbx }: BootTrust, manager: BootManager): Refusal | undefined {
  const known = new Set(db.map(({ subject }) => subject));
  const revoked = revocationOf(dbx, manager);
  if (revoked !== undefined) return { cause: revoked };
  if (dbHashes.includes(manager.authenticodeSha256)) return undefined;
  if (namesOf(manager).some((name) => known.has(name))) return undefined;
  return untrusted(manager.path, authoritiesOf(manager));
}

function untrusted(path: string, missing: readonly string[]): Refusal {
  if (missing.length === 0) return { cause: { fr: `${path} n’est pas signé`, en: `${path} is not signed` } };
  const { fr, en } = quoted(missing);
  return {
    cause: {
      fr: `${path} demande l’autorité ${fr}, absente de ce micrologiciel (db)`,
      en: `${path} needs the authority ${en}, which this firmware lacks (db)`,
    },
    missing,
  };
}

function revocationOf(dbx: BootTrust['dbx'], manager: BootManager): Bilingual | undefined {
  const { path, authenticodeSha256, svn } = manager;
  if (dbx.hashes.includes(authenticodeSha256)) {
    return {
      fr: `${path} est révoqué par son empreinte (dbx)`,
      en: `${path} is revoked by its digest (dbx)`,
    };
  }
  const name = revokedName(dbx, manager);
  if (name !== undefined) {
    return {
      fr: `${path} est signé par « ${name} », que ce micrologiciel a révoquée (dbx)`,
      en: `${path} is signed by “${name}”, which this firmware has revoked (dbx)`,
    };
  }
  if (!isOlder(svn, dbx.bootManagerSvn)) return undefined;
  return {
    fr: `${path} a la version de sécurité ${svn}, ce micrologiciel n’accepte plus en dessous de ${dbx.bootManagerSvn} (dbx)`,
    en: `${path} has the security version ${svn}, this firmware takes none below ${dbx.bootManagerSvn} any more (dbx)`,
  };
}

/** Those who signed it and those who vouch for them: trust in any of them starts it. */
function namesOf(manager: BootManager): string[] {
  return [...authoritiesOf(manager), ...manager.signers.flatMap(({ subject, issuer }) => [subject, issuer])];
}

/** Who of those that signed it is revoked, by certificate or by the digest of one. */
export function revokedName(
  dbx: Pick<BootTrust['dbx'], 'certificates' | 'certificateHashes'>,
  manager: BootManager,
): string | undefined {
  const revoked = new Set(dbx.certificates.map(({ subject }) => subject));
  const digests = new Set(dbx.certificateHashes ?? []);
  const byDigest = manager.signers.find(({ tbsSha256 }) => tbsSha256 != null && digests.has(tbsSha256));
  return namesOf(manager).find((name) => revoked.has(name)) ?? byDigest?.subject;
}

/** An image that does not tell its version is not refused for it: only Windows’ own boot manager compares the two. */
function isOlder(found: BootManager['svn'], lowest: string | null | undefined): boolean {
  if (found === undefined || found === null || lowest === undefined || lowest === null) return false;
  const [[major = 0, minor = 0], [lowestMajor = 0, lowestMinor = 0]] = [`${found}`, lowest].map((text) =>
    text.split('.').map(Number),
  ) as [number[], number[]];
  return major < lowestMajor || (major === lowestMajor && minor < lowestMinor);
}

function noneInImage(): OperatorError {
  return new OperatorError(
    {
      fr: 'ce PC démarre en UEFI et l’image n’a pas de gestionnaire de démarrage UEFI (Windows/Boot/EFI). Rien n’a été effacé',
      en: 'this PC starts in UEFI mode and the image has no UEFI boot manager (Windows/Boot/EFI). Nothing was erased',
    },
    {
      remedy: {
        fr: 'Choisissez un autre master, ou passez le PC en mode BIOS si son micrologiciel le permet.',
        en: 'Choose another master, or switch the PC to BIOS mode if its firmware allows it.',
      },
    },
  );
}

function refused(refusals: readonly Refusal[], otherRemedy: Bilingual | undefined): OperatorError {
  const causes = refusals.map(({ cause }) => cause);
  const missing = [...new Set(refusals.flatMap((refusal) => refusal.missing ?? []))];
  return new OperatorError(
    {
      fr: `Secure Boot refuserait le démarrage de cette image : ${joined(causes, ' ; ').fr}. Rien n’a été effacé`,
      en: `Secure Boot would refuse to start this image: ${joined(causes, '; ').en}. Nothing was erased`,
    },
    {
      remedy: joined([
        ...(missing.length > 0 ? [knowing(missing), otherRemedy] : []),
        refusals.some((refusal) => refusal.missing === undefined) ? NEWER_IMAGE : undefined,
      ]),
      data: { missingAuthorities: missing },
    },
  );
}

const NEWER_IMAGE: Bilingual = {
  fr: 'Prenez une image de Windows plus récente, avec les mises à jour de cette année, et réimportez-la.',
  en: 'Take a newer image of Windows, with this year’s updates, and import it again.',
};

function knowing(missing: readonly string[]): Bilingual {
  const { fr, en } = quoted(missing);
  return {
    fr: `Mettez à jour le micrologiciel du PC, ou remettez dans son menu les clés de Secure Boot d’usine, pour qu’il connaisse ${fr}.`,
    en: `Update the PC’s firmware, or restore the factory keys of Secure Boot in its menu, so that it knows ${en}.`,
  };
}

function quoted(names: readonly string[]): Bilingual {
  return {
    fr: names.map((name) => `« ${name} »`).join(' ou '),
    en: names.map((name) => `“${name}”`).join(' or '),
  };
}
