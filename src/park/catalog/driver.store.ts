import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type FindOperator, ILike, Raw } from 'typeorm';
import { inTransaction, type Page, pageOf, skipAndTake } from '../../platform/database/index.js';
import { DriverFileRow, DriverIdRow, DriverPackageRow } from './driver.entity.js';
import type { DriverQuery } from './driver.schema.js';
import type { Candidate, CandidateId } from './match/candidate.js';

/** A package with all that belongs to it, before it is stored. */
export interface NewPackage {
  row: Omit<DriverPackageRow, 'createdAt'>;
  files: Omit<DriverFileRow, 'packageId'>[];
  ids: CandidateId[];
}

type FoundId = CandidateId &
  Omit<Candidate, 'ids' | 'packageId'> & {
    packageId: string;
  };

/** The packages with a device of this name, or one whose hardware id begins so. */
function ofDevice(search: string): FindOperator<string> {
  const safe = search.replace(/[\\%_]/g, '\\$&');
  const found: unknown = Raw(
    (column) =>
      `${column} IN (SELECT package_id FROM driver_id WHERE id LIKE :begin OR description ILIKE :part)`,
    { begin: `${safe.toUpperCase()}%`, part: `%${safe}%` },
  );
  return found as FindOperator<string>;
}

/** The rows of `driver_package`, `driver_file` and `driver_id`. */
@Injectable()
export class DriverStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** Inserts a package whole; returns the id of the one that has the same digest, if there is one. */
  insert({ row, files, ids }: NewPackage): Promise<{ id: string; isNew: boolean }> {
    return inTransaction(this.database, async (manager) => {
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(DriverPackageRow)
        .values(row)
        .orIgnore()
        .returning('id')
        .execute();
      if ((inserted.raw as unknown[]).length === 0) {
        const { id } = await manager.findOneByOrFail(DriverPackageRow, { digest: row.digest });
        return { id, isNew: false };
      }
      await this.insertParts(manager, row.id, files, ids);
      return { id: row.id, isNew: true };
    });
  }

  private async insertParts(
    manager: EntityManager,
    packageId: string,
    files: NewPackage['files'],
    ids: CandidateId[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO driver_file (package_id, path, sha256, bytes)
       SELECT $1, path, sha256, bytes FROM jsonb_to_recordset($2::jsonb) AS row (path text, sha256 text, bytes bigint)`,
      [packageId, JSON.stringify(files)],
    );
    await manager.query(
      `INSERT INTO driver_id (package_id, entry, id, position, manufacturer, decoration, section, description,
         feature_score, service)
       SELECT $1, entry, id, position, manufacturer, decoration, section, description, "featureScore", service
       FROM jsonb_to_recordset($2::jsonb) AS row (entry integer, id text, position integer, manufacturer integer,
         decoration text, section text, description text, "featureScore" integer, service text)`,
      [packageId, JSON.stringify(ids.map((id, entry) => ({ entry, ...id })))],
    );
  }

  /** The packages that have one of these ids (in upper case), with these ids of theirs only. */
  async candidates(ids: readonly string[]): Promise<Candidate[]> {
    const rows = await this.database.query<FoundId[]>(
      `SELECT package.id AS "packageId", package.inf, package.provider, package.class, package.date, package.version,
         package.signature, package.facts->'decorations' AS decorations, driver_id.id, driver_id.position,
         driver_id.manufacturer, driver_id.decoration, driver_id.section, driver_id.description,
         driver_id.feature_score AS "featureScore", driver_id.service
       FROM driver_id JOIN driver_package package ON package.id = driver_id.package_id
       WHERE driver_id.id = ANY ($1) ORDER BY package.created_at, package.id, driver_id.entry`,
      [ids],
    );
    return grouped(rows);
  }

  find(id: string): Promise<DriverPackageRow | null> {
    return this.database.manager.findOneBy(DriverPackageRow, { id });
  }

  files(packageId: string): Promise<DriverFileRow[]> {
    return this.database.manager.find(DriverFileRow, { where: { packageId }, order: { path: 'ASC' } });
  }

  /** The devices of a package, in the order of its INF, and how many there are. */
  devices(packageId: string, most: number): Promise<[DriverIdRow[], number]> {
    return this.database.manager.findAndCount(DriverIdRow, {
      where: { packageId },
      order: { entry: 'ASC' },
      take: most,
    });
  }

  /** False when there is none. */
  async delete(manager: EntityManager, id: string): Promise<boolean> {
    return ((await manager.delete(DriverPackageRow, { id })).affected ?? 0) > 0;
  }

  async page(query: DriverQuery): Promise<Page<DriverPackageRow>> {
    const { search, class: name } = query;
    const text = search && ILike(`%${search.replace(/[\\%_]/g, '\\$&')}%`);
    const ofClass = name === undefined ? {} : { class: ILike(name.replace(/[\\%_]/g, '\\$&')) };
    const where =
      text === undefined || text === ''
        ? [ofClass]
        : [
            { inf: text, ...ofClass },
            { provider: text, ...ofClass },
            { id: ofDevice(search!), ...ofClass },
          ];
    const found = await this.database.manager.findAndCount(DriverPackageRow, {
      where,
      order: { inf: 'ASC', createdAt: 'DESC', id: 'ASC' },
      ...skipAndTake(query),
    });
    return pageOf(found, query);
  }
}

function grouped(rows: FoundId[]): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const row of rows) {
    const { packageId, inf, provider, date, version, signature, decorations } = row;
    const known = candidates.get(packageId);
    const { id, position, manufacturer, decoration, section, description, featureScore, service } = row;
    const found = { id, position, manufacturer, decoration, section, description, featureScore, service };
    if (known !== undefined) known.ids.push(found);
    else {
      const own = { packageId, inf, provider, class: row.class, date, version, signature, decorations };
      candidates.set(packageId, { ...own, ids: [found] });
    }
  }
  return [...candidates.values()];
}
