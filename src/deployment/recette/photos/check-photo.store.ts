import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ManualCheck } from '../manual-check.entity.js';
import { CheckPhoto } from './check-photo.entity.js';

@Injectable()
export class CheckPhotoStore {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order of the checks, then of time. */
  async ofDeployment(
    deploymentId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<CheckPhoto[]> {
    const photos = await manager.find(CheckPhoto, {
      where: { deploymentId },
      order: { takenAt: 'ASC', digest: 'ASC' },
    });
    const checks = await manager.find(ManualCheck, {
      where: { deploymentId },
      select: { checkId: true, position: true },
    });
    const positions = new Map(checks.map(({ checkId, position }) => [checkId, position]));
    const positionOf = ({ checkId }: CheckPhoto) => positions.get(checkId) ?? checks.length;
    return photos.sort((a, b) => positionOf(a) - positionOf(b));
  }

  /** Keeps an earlier row of the same photo. */
  async insert(photo: Omit<CheckPhoto, 'takenAt'>, manager: EntityManager): Promise<void> {
    await manager.createQueryBuilder().insert().into(CheckPhoto).values(photo).orIgnore().execute();
  }

  /** @returns false when there is no such photo */
  async remove(
    deploymentId: string,
    checkId: string,
    digest: string,
    manager: EntityManager,
  ): Promise<boolean> {
    return ((await manager.delete(CheckPhoto, { deploymentId, checkId, digest })).affected ?? 0) > 0;
  }

  /** Whether anything still shows these bytes: a photo of any deployment, or a drawn signature. */
  async isShown(digest: string): Promise<boolean> {
    const [row] = await this.dataSource.query<{ shown: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM check_photo WHERE digest = $1)
           OR EXISTS (SELECT 1 FROM recette_signature WHERE drawing_digest = $1) AS shown`,
      [digest],
    );
    return row?.shown ?? true;
  }
}
