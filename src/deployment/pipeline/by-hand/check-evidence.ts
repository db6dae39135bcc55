import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actorOf, Audit, type KnownAccount } from '../../../platform/account/index.js';
import { CheckPhotos, ManualChecks, type CheckPlace } from '../../recette/index.js';
import { OpenAnswers } from './open-answers.js';

/** The photos that technicians add to their answers, and take back, until the certificate. Each act is audited. */
@Injectable()
export class CheckEvidence {
  constructor(
    private readonly open: OpenAnswers,
    private readonly manual: ManualChecks,
    private readonly photos: CheckPhotos,
    private readonly audit: Audit,
  ) {}

  /**
   * Adds a photo; the same one again changes nothing. Rejects with InputError for anything but a whole JPEG, PNG or
   * WebP, with NotFoundError for a check that is not expected, and with ConflictError when it has its most photos, or
   * once the outcome is final.
   * @returns its digest
   */
  async add(place: CheckPlace, bytes: Buffer, account: KnownAccount): Promise<string> {
    const kept = await this.photos.keep(bytes);
    try {
      await this.open.change(place.deploymentId, async (manager) => {
        await this.manual.mustExpect(place.deploymentId, place.checkId, manager);
        await this.photos.add(place, kept, account.displayName, manager);
        await this.record('deployment.add-photo', place, kept.digest, account, manager);
      });
    } catch (error) {
      await this.photos.forget(kept.digest);
      throw error;
    }
    return kept.digest;
  }

  /** Rejects with NotFoundError when the check does not have this photo, and with ConflictError once the outcome is final. */
  async remove(place: CheckPlace, digest: string, account: KnownAccount): Promise<void> {
    await this.open.change(place.deploymentId, async (manager) => {
      await this.manual.mustExpect(place.deploymentId, place.checkId, manager);
      await this.photos.remove(place, digest, manager);
      await this.record('deployment.remove-photo', place, digest, account, manager);
    });
    await this.photos.forget(digest);
  }

  private record(
    action: string,
    { deploymentId, checkId }: CheckPlace,
    photo: string,
    account: KnownAccount,
    manager: EntityManager,
  ): Promise<void> {
    const subject = { kind: 'deployment', id: deploymentId };
    return this.audit.record(
      { actor: actorOf(account), action, subject, data: { check: checkId, photo } },
      manager,
    );
  }
}
