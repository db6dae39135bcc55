import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeploymentState } from '../../../platform/core/index.js';

/** A lot as a link: its number and its customer. */
export interface LotUse {
  id: string;
  number: string;
  customer: string;
  version: number;
  machines: number;
}

/** What a profile’s current version names. */
export interface NamedByProfile {
  profile: string;
  name: string;
  /** Absent: the newest. */
  version: string | null;
}

/** A deployment that captures a master, or did. */
export interface CaptureUse {
  id: string;
  master: string;
  machine: string | null;
  state: DeploymentState;
  at: Date;
}

/** Reads which lots, profiles and captures use the things of the catalogues. */
@Injectable()
export class UsesStore {
  constructor(private readonly database: DataSource) {}

  /** How many lots each of these profiles has. */
  async lotCounts(profiles: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.database.query<{ name: string; count: number }[]>(
      `SELECT version.name, count(*)::integer AS count
         FROM lot JOIN profile_version version ON version.id = lot.profile_version_id
        WHERE version.name = ANY($1) GROUP BY version.name`,
      [profiles],
    );
    return new Map(rows.map(({ name, count }) => [name, count]));
  }

  /** The newest lots of a profile, and how many there are. */
  async lotsOf(profile: string, most: number): Promise<{ lots: LotUse[]; total: number }> {
    const rows = await this.database.query<(LotUse & { total: number })[]>(
      `SELECT lot.id, lot.number, lot.customer, version.version, count(*) OVER ()::integer AS total,
              (SELECT count(*)::integer FROM deployment WHERE deployment.lot_id = lot.id) AS machines
         FROM lot JOIN profile_version version ON version.id = lot.profile_version_id
        WHERE version.name = $1 ORDER BY lot.created_at DESC, lot.number DESC LIMIT $2`,
      [profile, most],
    );
    return { lots: rows.map(({ total: _, ...lot }) => lot), total: rows[0]?.total ?? 0 };
  }

  /** The profiles that install each master. */
  mastersOfProfiles(): Promise<NamedByProfile[]> {
    return this.database.query<NamedByProfile[]>(
      `SELECT version.name AS profile, version.document->'master'->>'name' AS name,
              version.document->'master'->>'version' AS version
         FROM profile JOIN profile_version version ON version.id = profile.version_id
        WHERE version.document->'master'->>'name' IS NOT NULL ORDER BY profile`,
    );
  }

  /** The profiles that install each program of the software catalogue. */
  programsOfProfiles(): Promise<NamedByProfile[]> {
    return this.database.query<NamedByProfile[]>(
      `SELECT DISTINCT version.name AS profile, item->>'name' AS name, item->>'version' AS version
         FROM profile JOIN profile_version version ON version.id = profile.version_id
        CROSS JOIN LATERAL jsonb_array_elements(
          CASE jsonb_typeof(version.document->'software')
            WHEN 'array' THEN version.document->'software' ELSE '[]' END) AS item
        WHERE item->>'kind' = 'catalogue' ORDER BY profile`,
    );
  }

  /** The newest captures, under way and ended. */
  captures(most: number): Promise<CaptureUse[]> {
    return this.database.query<CaptureUse[]>(
      `SELECT deployment.id, coalesce(deployment.plan->>'name', '') AS master, deployment.state,
              coalesce(machine.serial, deployment.serial, deployment.mac) AS machine,
              coalesce(deployment.ended_at, deployment.started_at, deployment.created_at) AS at
         FROM deployment LEFT JOIN machine ON machine.id = deployment.machine_id
        WHERE deployment.purpose = 'capture' ORDER BY at DESC, deployment.id LIMIT $1`,
      [most],
    );
  }

  /** The machines whose last inventory has a device with one of these ids, and how many there are. */
  async machinesWith(ids: readonly string[], most: number): Promise<{ ids: string[]; total: number }> {
    const list = (value: string) => `CASE jsonb_typeof(${value}) WHEN 'array' THEN ${value} ELSE '[]' END`;
    const rows = await this.database.query<{ id: string; total: number }[]>(
      `SELECT machine.id, count(*) OVER ()::integer AS total FROM machine
        WHERE EXISTS (
          SELECT 1 FROM jsonb_array_elements(${list("machine.inventory->'devices'")}) AS device
           CROSS JOIN LATERAL jsonb_array_elements_text(
             ${list("device->'hardwareIds'")} || ${list("device->'compatibleIds'")}) AS own
           WHERE upper(own) = ANY($1))
        ORDER BY machine.last_seen_at DESC, machine.id LIMIT $2`,
      [ids, most],
    );
    return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
  }
}
