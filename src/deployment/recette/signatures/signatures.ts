import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  ConflictError,
  InputError,
  NotFoundError,
  readable,
  type Bilingual,
} from '../../../platform/core/index.js';
import { ManualChecks, resultOf } from '../manual-checks.js';
import type { ManualCheck } from '../manual-check.entity.js';
import { CheckPhotoStore } from '../photos/check-photo.store.js';
import { EvidenceFiles } from '../photos/evidence-files.js';
import { readPicture, type Picture, type PictureType } from '../photos/picture.js';
import { answersDigest } from './answers-digest.js';
import type { RecetteSignature, SignatureRole } from './signature.entity.js';
import { SignatureStore } from './signature.store.js';

/** Of a drawn signature, as PNG: a tablet sends 5 to 20 kB. */
export const LARGEST_DRAWING = 100_000;

/** A signature of the answers as they are now. `signedAt` is ISO 8601 in UTC. */
export interface Signature {
  role: SignatureRole;
  name: string;
  signedAt: string;
  drawing?: { mediaType: PictureType; digest: string };
  byPin: boolean;
}

/** Who signs. `accountId` is of the account whose PIN was typed. */
export interface Signer {
  role: SignatureRole;
  name: string;
  accountId?: string;
  drawing?: Picture & { digest: string };
}

/** The signatures under the answers of a recette by hand. A corrected answer needs new ones. */
@Injectable()
export class Signatures {
  constructor(
    private readonly store: SignatureStore,
    private readonly checks: ManualChecks,
    private readonly photos: CheckPhotoStore,
    private readonly files: EvidenceFiles,
  ) {}

  /** Of the answers as they are now, the latest one of each role; the technician first. */
  async ofDeployment(deploymentId: string): Promise<Signature[]> {
    const [rows, digest] = await Promise.all([
      this.store.ofDeployment(deploymentId),
      this.digest(deploymentId),
    ]);
    const valid = rows.filter(({ answersDigest: signed }) => signed === digest);
    const latest = (role: SignatureRole) => valid.findLast((row) => row.role === role);
    return [latest('technician'), latest('customer')].filter((row) => row !== undefined).map(signatureOf);
  }

  /** Whether somebody signed answers that were corrected since. */
  async areOutdated(deploymentId: string): Promise<boolean> {
    const rows = await this.store.ofDeployment(deploymentId);
    return rows.length > 0 && (await this.ofDeployment(deploymentId)).length === 0;
  }

  /** SHA-256 of the answers and photos that would be signed now. */
  async digest(deploymentId: string): Promise<string> {
    const [answers, photos] = await Promise.all([
      this.checks.results(deploymentId),
      this.photos.ofDeployment(deploymentId),
    ]);
    return answersDigest(answers, photos);
  }

  /** A drawn signature of this deployment. Rejects with NotFoundError for one of another deployment. */
  async drawingOf(deploymentId: string, digest: string): Promise<Picture> {
    const rows = await this.store.ofDeployment(deploymentId);
    const mediaType = rows.find(({ drawingDigest }) => drawingDigest === digest)?.drawingType;
    if (!mediaType)
      throw new NotFoundError({ fr: 'cette signature n’existe pas', en: 'there is no such signature' });
    return { mediaType, bytes: await this.files.read(digest) };
  }

  /** The bytes of a drawn signature. Rejects with NotFoundError. */
  read(digest: string): Promise<Buffer> {
    return this.files.read(digest);
  }

  /** Writes a drawn signature to the disk, before `sign` names it. Rejects with InputError for anything but a small PNG. */
  async keepDrawing(bytes: Buffer): Promise<Picture & { digest: string }> {
    if (bytes.length > LARGEST_DRAWING) throw drawingTooLarge(bytes.length);
    const picture = readPicture(bytes, 'drawing');
    if (picture.mediaType !== 'image/png') throw notPng(picture.mediaType);
    return { ...picture, digest: await this.files.keep(picture.bytes) };
  }

  /** Takes away the bytes of a drawn signature that nothing shows. */
  async forgetDrawing(digest: string): Promise<void> {
    if (!(await this.photos.isShown(digest))) await this.files.remove(digest);
  }

  /**
   * Signs the answers as they are now. Rejects with ConflictError while one is open, when they are no longer those of
   * `seen` (the `digest` that the signer read), or when the certificate is made of them.
   * @returns the digest of what was signed
   */
  async sign(
    deploymentId: string,
    signer: Signer,
    seen: string | undefined,
    manager: EntityManager,
  ): Promise<string> {
    const checks = await this.checks.lockOpen(deploymentId, manager);
    if (checks.length === 0) throw nothingToSign();
    const open = checks.filter(({ verdict }) => verdict === null);
    if (open.length > 0) throw stillOpen(open);
    const photos = await this.photos.ofDeployment(deploymentId, manager);
    const digest = answersDigest(checks.map(resultOf), photos);
    if (seen !== undefined && seen !== digest) throw changedSince();
    await this.store.insert(rowOf(deploymentId, signer, digest), manager);
    return digest;
  }
}

function rowOf(
  deploymentId: string,
  { role, name, accountId, drawing }: Signer,
  digest: string,
): Omit<RecetteSignature, 'signedAt'> {
  return {
    id: randomUUID(),
    deploymentId,
    role,
    name: readable(name),
    accountId: accountId ?? null,
    byPin: accountId !== undefined,
    answersDigest: digest,
    drawingDigest: drawing?.digest ?? null,
    drawingType: drawing?.mediaType ?? null,
  };
}

function signatureOf({
  role,
  name,
  signedAt,
  byPin,
  drawingDigest,
  drawingType,
}: RecetteSignature): Signature {
  return {
    role,
    name,
    signedAt: signedAt.toISOString(),
    ...(drawingDigest !== null &&
      drawingType !== null && { drawing: { mediaType: drawingType, digest: drawingDigest } }),
    byPin,
  };
}

function nothingToSign(): ConflictError {
  return new ConflictError({
    fr: 'ce déploiement n’a aucun contrôle manuel à signer',
    en: 'this deployment has no manual check to sign',
  });
}

function stillOpen(open: readonly ManualCheck[]): ConflictError {
  const titles = (language: keyof Bilingual) => open.map(({ title }) => title[language]).join(', ');
  return new ConflictError({
    fr: `on ne signe qu’une recette finie\u00a0; il reste\u00a0: ${titles('fr')}`,
    en: `only a finished acceptance is signed; still to answer: ${titles('en')}`,
  });
}

function changedSince(): ConflictError {
  return new ConflictError(
    {
      fr: 'une réponse ou une photo a changé depuis que vous les avez lues ; rien n’a été signé',
      en: 'an answer or a photo has changed since you read them; nothing was signed',
    },
    { remedy: { fr: 'Relisez les réponses, puis signez.', en: 'Read the answers again, then sign.' } },
  );
}

function drawingTooLarge(bytes: number): InputError {
  const expected = {
    fr: `au plus ${LARGEST_DRAWING / 1000} ko`,
    en: `at most ${LARGEST_DRAWING / 1000} kB`,
  };
  return new InputError({ fr: 'Signature dessinée trop lourde.', en: 'The drawn signature is too large.' }, [
    { field: 'drawing', found: `${Math.ceil(bytes / 1000)} kB`, expected },
  ]);
}

function notPng(found: string): InputError {
  return new InputError({ fr: 'La signature dessinée est un PNG.', en: 'A drawn signature is a PNG.' }, [
    { field: 'drawing', found, expected: { fr: 'une image PNG', en: 'a PNG picture' } },
  ]);
}
