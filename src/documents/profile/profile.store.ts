import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction, type Pagination, skipAndTake } from '../../platform/database/index.js';
import { ProfileRow, ProfileVersion } from './profile.entity.js';
import { ProfileTextRow } from './profile-text.entity.js';
import type { ProfileDocument } from './profile.schema.js';

/** The greatest `integer` of PostgreSQL, which refuses to compare with more. */
const MOST_VERSIONS = 2 ** 31 - 1;

/** The input of `save`. */
export interface NewVersion {
  name: string;
  digest: string;
  document: ProfileDocument;
  createdBy: string;
}

/** The rows of the profile tables. */
@Injectable()
export class ProfileStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.database, work);
  }

  /** Locks the profile name until the transaction ends, so that version numbers have no gaps and no race. */
  async lock(manager: EntityManager, name: string): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('profile'), hashtext($1))`, [name]);
  }

  async byDigest(manager: EntityManager, name: string, digest: string): Promise<ProfileVersion | undefined> {
    return (await manager.findOneBy(ProfileVersion, { name, digest })) ?? undefined;
  }

  async insert(
    manager: EntityManager,
    { name, digest, document, createdBy }: NewVersion,
  ): Promise<ProfileVersion> {
    const last = (await manager.maximum(ProfileVersion, 'version', { name })) ?? 0;
    const id = randomUUID();
    await manager.insert(ProfileVersion, {
      id,
      name,
      version: last + 1,
      digest,
      document: document as object,
      createdBy,
    });
    return manager.findOneByOrFail(ProfileVersion, { id });
  }

  /** Makes this version the current one of its profile; false if it already was. */
  async makeCurrent(manager: EntityManager, name: string, versionId: string): Promise<boolean> {
    const known = await manager.findOneBy(ProfileRow, { name });
    if (known?.versionId === versionId) return false;
    await manager.upsert(ProfileRow, { name, versionId, appliedAt: () => 'now()' }, ['name']);
    return true;
  }

  /** Keeps what a person wrote of a version, in place of an earlier text of the same. */
  async keepText(
    manager: EntityManager,
    kept: Pick<ProfileTextRow, 'versionId' | 'text' | 'writtenBy'>,
  ): Promise<void> {
    await manager.upsert(ProfileTextRow, { ...kept, writtenAt: () => 'now()' }, ['versionId']);
  }

  async text(versionId: string): Promise<string | undefined> {
    return (await this.database.manager.findOneBy(ProfileTextRow, { versionId }))?.text;
  }

  /** The number of the current version of a profile; 0 where there is no such profile. */
  async currentNumber(manager: EntityManager, name: string): Promise<number> {
    const row = await manager.findOneBy(ProfileRow, { name });
    if (row === null) return 0;
    return (await manager.findOneByOrFail(ProfileVersion, { id: row.versionId })).version;
  }

  async current(name: string): Promise<ProfileVersion | undefined> {
    const row = await this.database.manager.findOneBy(ProfileRow, { name });
    return row === null ? undefined : this.find(row.versionId);
  }

  async find(id: string): Promise<ProfileVersion | undefined> {
    return (await this.database.manager.findOneBy(ProfileVersion, { id })) ?? undefined;
  }

  async numbered(name: string, version: number): Promise<ProfileVersion | undefined> {
    if (version > MOST_VERSIONS) return undefined;
    return (await this.database.manager.findOneBy(ProfileVersion, { name, version })) ?? undefined;
  }

  /** The versions of one profile, newest first. */
  versions(name: string): Promise<ProfileVersion[]> {
    return this.database.manager.find(ProfileVersion, { where: { name }, order: { version: 'DESC' } });
  }

  /** The current version of every profile, by name. */
  async page(pagination: Pagination): Promise<[ProfileVersion[], number]> {
    const { skip, take } = skipAndTake(pagination);
    return this.database.manager
      .createQueryBuilder(ProfileVersion, 'version')
      .where('version.id IN (SELECT version_id FROM profile)')
      .orderBy('version.name')
      .skip(skip)
      .take(take)
      .getManyAndCount();
  }
}
