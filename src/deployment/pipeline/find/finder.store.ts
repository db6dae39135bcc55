import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { DeploymentState } from '../../../platform/core/index.js';
import { HOSTNAME, PRESENT_DEPLOYMENT } from './present-deployment.js';

/** What a text may be, in the stored forms. */
export interface Wanted {
  /** In lower case. */
  text: string;
  serials: string[];
  /** SMBIOS UUIDs, in both byte orders. */
  uuids: string[];
  /** The id of a record. */
  id?: string;
  mac?: string;
}

/** A PC and the deployment that it is seen with; without a machine while only a row of a lot knows it. */
export interface FoundPc {
  machineId: string | null;
  deploymentId: string | null;
  state: DeploymentState | null;
  serial: string | null;
  mac: string | null;
  model: string | null;
  hostname: string | null;
  assetTag: string | null;
  user: string | null;
}

export interface FoundLot {
  id: string;
  number: string;
  customer: string;
}

/** Which PCs something was found for. */
export interface PcKeys {
  machineIds: string[];
  deploymentIds: string[];
}

/** The machine that a row of a lot means, once there is one. */
const MACHINE_OF_ROW = `coalesce(d.machine_id, (SELECT m.id FROM machine m WHERE m.serial = d.serial),
  (SELECT a.machine_id FROM machine_mac a WHERE d.serial IS NULL AND a.own AND a.mac = d.mac))`;
const NAMES = `d.id AS "deploymentId", d.state, ${HOSTNAME} AS hostname, d.asset_tag AS "assetTag", d.user_name AS user`;
/** How many rows that contain a part of the text are compared with it. */
const MOST_COMPARED = 200;

/** Finds machines, rows of lots and lots by what a person calls them. */
@Injectable()
export class FinderStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** The PCs that are, or were once, called exactly that. */
  async keys({ text, serials, uuids, id, mac }: Wanted): Promise<PcKeys> {
    const machines = await this.database.query<{ id: string }[]>(
      `SELECT id FROM machine WHERE serial = ANY($1::text[]) OR uuid = ANY($2::text[]) OR id = $3::uuid
       UNION SELECT machine_id FROM machine_mac WHERE mac = $4`,
      [serials, uuids, id ?? null, mac ?? null],
    );
    const rows = await this.database.query<{ id: string; machineId: string | null }[]>(
      `SELECT d.id, ${MACHINE_OF_ROW} AS "machineId" FROM deployment d
        WHERE d.serial = ANY($1::text[]) OR d.id = $2::uuid OR d.mac = $3 OR lower(d.hostname) = $4
           OR lower(d.facts ->> 'hostname') = $4 OR lower(d.asset_tag) = $4
           OR d.id IN (SELECT c.deployment_id FROM certificate c WHERE c.number = upper($4))`,
      [serials, id ?? null, mac ?? null, text],
    );
    return keysOf(machines, rows);
  }

  /** Machines and rows of lots that contain the text, or its beginning, or its end. */
  async keysLike(text: string): Promise<PcKeys> {
    const patterns = patternsOf(text);
    const machines = await this.database.query<{ id: string }[]>(
      `SELECT id FROM machine WHERE lower(serial) LIKE ANY($1::text[]) ORDER BY last_seen_at DESC LIMIT $2`,
      [patterns, MOST_COMPARED],
    );
    const rows = await this.database.query<{ id: string; machineId: string | null }[]>(
      `SELECT d.id, ${MACHINE_OF_ROW} AS "machineId" FROM deployment d
        WHERE lower(d.serial) LIKE ANY($1::text[]) OR lower(d.hostname) LIKE ANY($1::text[])
           OR lower(d.facts ->> 'hostname') LIKE ANY($1::text[]) OR lower(d.asset_tag) LIKE ANY($1::text[])
           OR lower(d.user_name) LIKE ANY($1::text[])
        ORDER BY d.created_at DESC LIMIT $2`,
      [patterns, MOST_COMPARED],
    );
    return keysOf(machines, rows);
  }

  /** These PCs with what they are called now. */
  async pcs({ machineIds, deploymentIds }: PcKeys): Promise<FoundPc[]> {
    const machines = await this.database.query<FoundPc[]>(
      `SELECT m.id AS "machineId", m.serial, NULL AS mac, ${NAMES},
              nullif(concat_ws(' ', m.manufacturer, m.product), '') AS model
         FROM machine m LEFT JOIN ${PRESENT_DEPLOYMENT} ON true
        WHERE m.id = ANY($1::uuid[]) ORDER BY m.last_seen_at DESC, m.id`,
      [machineIds],
    );
    const rows = await this.database.query<FoundPc[]>(
      `SELECT * FROM (
         SELECT DISTINCT ON (coalesce(d.serial, d.mac, d.id::text))
                NULL AS "machineId", d.serial, d.mac, ${NAMES}, NULL AS model, d.created_at AS at
           FROM deployment d
          WHERE d.id = ANY($1::uuid[])
             OR d.serial IN (SELECT o.serial FROM deployment o WHERE o.id = ANY($1::uuid[]))
             OR d.mac IN (SELECT o.mac FROM deployment o WHERE o.id = ANY($1::uuid[]) AND o.serial IS NULL)
          ORDER BY coalesce(d.serial, d.mac, d.id::text), d.state IN ('armed', 'running', 'waiting') DESC,
                   d.created_at DESC) AS latest
        ORDER BY at DESC, "deploymentId"`,
      [deploymentIds],
    );
    return [...machines, ...rows];
  }

  lots(text: string, id: string | undefined): Promise<FoundLot[]> {
    return this.database.query(
      `SELECT id, number, customer FROM lot WHERE number = upper($1) OR id = $2::uuid`,
      [text, id ?? null],
    );
  }

  lotsLike(text: string): Promise<FoundLot[]> {
    return this.database.query(
      `SELECT id, number, customer FROM lot
        WHERE lower(number) LIKE ANY($1::text[]) OR lower(customer) LIKE ANY($1::text[])
        ORDER BY created_at DESC LIMIT $2`,
      [patternsOf(text), MOST_COMPARED],
    );
  }
}

/** Every deployment whose machine is known is found as that machine. */
function keysOf(machines: { id: string }[], rows: { id: string; machineId: string | null }[]): PcKeys {
  return {
    machineIds: [
      ...new Set([...machines.map(({ id }) => id), ...rows.flatMap(({ machineId }) => machineId ?? [])]),
    ],
    deploymentIds: rows.filter(({ machineId }) => machineId === null).map(({ id }) => id),
  };
}

/** The whole text anywhere; its first half, and its second half: one wrong character spoils one of them only. */
function patternsOf(text: string): string[] {
  const literal = (part: string): string => part.replace(/[\\%_]/g, '\\$&');
  const middle = Math.ceil(text.length / 2);
  const halves =
    text.length < 6 ? [] : [`${literal(text.slice(0, middle))}%`, `%${literal(text.slice(middle))}`];
  return [`%${literal(text)}%`, ...halves];
}
