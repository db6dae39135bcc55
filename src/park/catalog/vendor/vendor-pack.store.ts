import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Maker, VendorPack } from './vendor-pack.js';
import { VendorPackRow } from './vendor-pack.entity.js';

/** The rows of `vendor_pack`. */
@Injectable()
export class VendorPackStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** Replaces all packs of a maker. */
  async replace(manager: EntityManager, maker: Maker, packs: readonly VendorPack[]): Promise<void> {
    await manager.delete(VendorPackRow, { maker });
    const rows = packs.map(({ digest, bytes, ...pack }) => ({
      ...pack,
      bytes: bytes ?? null,
      digestKind: digest?.kind ?? null,
      digest: digest?.value ?? null,
    }));
    await manager.query(
      `INSERT INTO vendor_pack (maker, system_id, os, release, url, model, file_name, digest_kind, digest, bytes, released)
       SELECT maker, "systemId", os, release, url, model, "fileName", "digestKind", digest, bytes, released
       FROM jsonb_to_recordset($1::jsonb) AS row (maker text, "systemId" text, os text, release text, url text,
         model text, "fileName" text, "digestKind" text, digest text, bytes bigint, released text)`,
      [JSON.stringify(rows)],
    );
  }

  /** By the primary key, which begins with maker and system. */
  async ofSystem(maker: Maker, systemId: string): Promise<VendorPack[]> {
    const rows = await this.database.manager.find(VendorPackRow, { where: { maker, systemId } });
    return rows.map(packOf);
  }

  /** The packs with this file name; one file serves many systems. */
  async named(fileName: string): Promise<VendorPack[]> {
    const rows = await this.database.manager.find(VendorPackRow, { where: { fileName } });
    return rows.map(packOf);
  }

  async has(maker: Maker): Promise<boolean> {
    return this.database.manager.existsBy(VendorPackRow, { maker });
  }
}

function packOf(row: VendorPackRow): VendorPack {
  const { maker, systemId, os, release, url, model, fileName, digestKind, digest, bytes, released } = row;
  const checked = digestKind !== null && digest !== null ? { kind: digestKind, value: digest } : undefined;
  const pack = { maker, systemId, os, release, url, model, fileName, released };
  return { ...pack, ...(checked && { digest: checked }), ...(bytes !== null && { bytes }) };
}
