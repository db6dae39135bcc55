import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConflictError, NotFoundError, readable } from '../../../platform/core/index.js';
import type { CheckPhoto } from './check-photo.entity.js';
import { CheckPhotoStore } from './check-photo.store.js';
import { EvidenceFiles } from './evidence-files.js';
import { readPicture, type Picture, type PictureType } from './picture.js';

/** Of one photo as it is sent; phones take 3 to 8 MB. */
export const LARGEST_PHOTO = 10_000_000;
/** Of one check: enough to show a fault from every side. */
export const MOST_PHOTOS = 12;

/** A photo of a check. `takenAt` is ISO 8601 in UTC. */
export interface TakenPhoto {
  checkId: string;
  /** SHA-256 of the bytes, by which `read` gives them. */
  digest: string;
  mediaType: PictureType;
  takenAt: string;
  by: string;
}

/** Which check of which deployment. */
export interface CheckPlace {
  deploymentId: string;
  checkId: string;
}

/** The photos that technicians took as evidence of their answers. */
@Injectable()
export class CheckPhotos {
  constructor(
    private readonly store: CheckPhotoStore,
    private readonly files: EvidenceFiles,
  ) {}

  /** All of a deployment, in the order of its checks. */
  async ofDeployment(deploymentId: string): Promise<TakenPhoto[]> {
    return (await this.store.ofDeployment(deploymentId)).map(takenOf);
  }

  /** The bytes of a photo. Rejects with NotFoundError. */
  read(digest: string): Promise<Buffer> {
    return this.files.read(digest);
  }

  /** A photo of this deployment with its bytes. Rejects with NotFoundError for one of another deployment. */
  async ofDigest(deploymentId: string, digest: string): Promise<Picture> {
    const photos = await this.store.ofDeployment(deploymentId);
    const photo = photos.find((one) => one.digest === digest);
    if (photo === undefined) throw noPhoto();
    return { mediaType: photo.mediaType, bytes: await this.files.read(digest) };
  }

  /**
   * Writes the bytes to the disk, before `add` names them in a transaction. Rejects with InputError for anything but a
   * whole JPEG, PNG or WebP.
   */
  async keep(bytes: Buffer): Promise<Picture & { digest: string }> {
    const picture = readPicture(bytes, 'photo');
    return { ...picture, digest: await this.files.keep(picture.bytes) };
  }

  /** Rejects with ConflictError when the check has its most photos already. */
  async add(
    { deploymentId, checkId }: CheckPlace,
    { digest, mediaType, bytes }: Picture & { digest: string },
    by: string,
    manager: EntityManager,
  ): Promise<void> {
    const photos = await this.store.ofDeployment(deploymentId, manager);
    const others = photos.filter((one) => one.checkId === checkId && one.digest !== digest);
    if (others.length >= MOST_PHOTOS) throw tooMany();
    const row = { deploymentId, checkId, digest, mediaType, bytes: bytes.length, takenBy: readable(by) };
    await this.store.insert(row, manager);
  }

  /** Rejects with NotFoundError. After the commit, `forget` takes the bytes away. */
  async remove({ deploymentId, checkId }: CheckPlace, digest: string, manager: EntityManager): Promise<void> {
    if (!(await this.store.remove(deploymentId, checkId, digest, manager))) throw noPhoto();
  }

  /** Takes away the bytes of a photo that nothing shows any more. */
  async forget(digest: string): Promise<void> {
    if (!(await this.store.isShown(digest))) await this.files.remove(digest);
  }
}

function takenOf({ checkId, digest, mediaType, takenAt, takenBy }: CheckPhoto): TakenPhoto {
  return { checkId, digest, mediaType, takenAt: takenAt.toISOString(), by: takenBy };
}

function noPhoto(): NotFoundError {
  return new NotFoundError({ fr: 'cette photo n’existe pas', en: 'there is no such photo' });
}

function tooMany(): ConflictError {
  return new ConflictError(
    {
      fr: `ce contrôle a déjà ${MOST_PHOTOS} photos, le maximum`,
      en: `this check has ${MOST_PHOTOS} photos already, which is the most`,
    },
    { remedy: { fr: 'Retirez d’abord une photo.', en: 'Remove a photo first.' } },
  );
}
