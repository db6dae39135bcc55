import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Bilingual } from '../../platform/core/index.js';
import type { Export } from './export-table.js';

export interface MachineRow {
  serial: string | null;
  hostname: string | null;
  assetTag: string | null;
  manufacturer: string | null;
  product: string | null;
  uuid: string | null;
  macs: string[];
  cpu: string | null;
  memoryBytes: number | null;
  disks: string | null;
  firmware: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

export interface LotRow {
  number: string;
  customer: string;
  profile: string;
  profileVersion: number;
  total: number;
  certified: number;
  failed: number;
  active: number;
  cancelled: number;
  createdBy: string;
  createdAt: Date;
}

export interface DeploymentRow {
  lot: string | null;
  customer: string | null;
  hostname: string | null;
  serial: string | null;
  assetTag: string | null;
  user: string | null;
  state: string;
  failure: { step: string; cause: Bilingual } | null;
  closedAt: Date | null;
  certificate: string | null;
  verdict: string | null;
  reservations: number | null;
  armedBy: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
}

export interface CheckRow {
  lot: string | null;
  hostname: string | null;
  serial: string | null;
  kind: string;
  title: Bilingual;
  severity: string;
  expected: Bilingual | string | null;
  measured: Bilingual | string | null;
  verdict: string;
  by: string | null;
  certificate: string | null;
}

/** Rows that are read at once: a table of any size takes the memory of one page. */
const PAGE = 500;

const OF_DEPLOYMENT = `coalesce(d.facts ->> 'hostname', d.hostname) AS hostname, coalesce(d.serial, m.serial) AS serial,
  l.number AS lot`;
const JOINS = `LEFT JOIN lot l ON l.id = d.lot_id LEFT JOIN machine m ON m.id = d.machine_id
  LEFT JOIN certificate c ON c.deployment_id = d.id`;
/** What is signed in the certificate; of a deployment without one, what was measured so far. */
const MEASURED = `coalesce(convert_from(decode(rpad(translate(c.jws::jsonb ->> 'payload', '-_', '+/'),
    (ceil(length(c.jws::jsonb ->> 'payload') / 4.0) * 4)::int, '='), 'base64'), 'UTF8')::jsonb -> 'checks',
  d.facts -> 'checks', '[]'::jsonb)`;

/** Each statement takes the id after which a page begins ($1) and the lot or null ($2); its rows have that id as `key`. */
const STATEMENTS: Record<Export, string> = {
  machines: `SELECT m.id AS key, m.serial, d.hostname, d.asset_tag AS "assetTag", m.manufacturer, m.product, m.uuid,
      ARRAY(SELECT a.mac FROM machine_mac a WHERE a.machine_id = m.id AND a.own ORDER BY a.mac) AS macs,
      m.inventory -> 'cpu' ->> 'model' AS cpu, (m.inventory -> 'memory' ->> 'totalBytes')::float8 AS "memoryBytes",
      (SELECT string_agg(concat_ws(' ', k ->> 'model', k ->> 'serial'), ', ')
         FROM jsonb_array_elements(m.inventory -> 'disks') k) AS disks,
      concat_ws(' ', m.inventory -> 'firmware' ->> 'vendor', m.inventory -> 'firmware' ->> 'version') AS firmware,
      m.first_seen_at AS "firstSeenAt", m.last_seen_at AS "lastSeenAt"
    FROM machine m LEFT JOIN LATERAL (
      SELECT coalesce(o.facts ->> 'hostname', o.hostname) AS hostname, o.asset_tag FROM deployment o
       WHERE o.machine_id = m.id ORDER BY o.created_at DESC LIMIT 1) d ON true
    WHERE m.id > $1 AND ($2::uuid IS NULL OR EXISTS (
      SELECT FROM deployment o WHERE o.machine_id = m.id AND o.lot_id = $2)) ORDER BY m.id LIMIT ${PAGE}`,
  lots: `SELECT l.id AS key, l.number, l.customer, v.name AS profile, v.version AS "profileVersion",
      count(d.id)::int AS total, (count(d.id) FILTER (WHERE d.state = 'certified'))::int AS certified,
      (count(d.id) FILTER (WHERE d.state = 'failed'))::int AS failed,
      (count(d.id) FILTER (WHERE d.state IN ('armed', 'running', 'waiting')))::int AS active,
      (count(d.id) FILTER (WHERE d.state = 'cancelled'))::int AS cancelled,
      l.created_by AS "createdBy", l.created_at AS "createdAt"
    FROM lot l JOIN profile_version v ON v.id = l.profile_version_id
      LEFT JOIN deployment d ON d.lot_id = l.id
    WHERE l.id > $1 AND ($2::uuid IS NULL OR l.id = $2)
    GROUP BY l.id, v.name, v.version ORDER BY l.id LIMIT ${PAGE}`,
  deployments: `SELECT d.id AS key, ${OF_DEPLOYMENT}, l.customer, d.asset_tag AS "assetTag", d.user_name AS user,
      d.state, d.failure, d.closed_at AS "closedAt", c.number AS certificate, c.verdict,
      c.reservation_count AS reservations, d.armed_by AS "armedBy", d.started_at AS "startedAt", d.ended_at AS "endedAt"
    FROM deployment d ${JOINS}
    WHERE d.id > $1 AND ($2::uuid IS NULL OR d.lot_id = $2) ORDER BY d.id LIMIT ${PAGE}`,
  checks: `WITH page AS (SELECT d.* FROM deployment d WHERE d.id > $1 AND ($2::uuid IS NULL OR d.lot_id = $2)
      ORDER BY d.id LIMIT ${PAGE})
    SELECT d.id AS key, ${OF_DEPLOYMENT}, c.number AS certificate, k.kind, k.title, k.severity, k.expected, k.measured,
      k.verdict, k.by FROM page d ${JOINS} LEFT JOIN LATERAL (
        SELECT e ->> 'kind' AS kind, e -> 'title' AS title, e ->> 'severity' AS severity, e -> 'expected' AS expected,
               e -> 'measured' AS measured, e ->> 'verdict' AS verdict, NULL AS by, 0 AS place, o AS position
          FROM jsonb_array_elements(${MEASURED}) WITH ORDINALITY AS list(e, o)
        UNION ALL
        SELECT check_id, title, severity, NULL, to_jsonb(remark), coalesce(verdict, 'unmeasured'), answered_by, 1, position
          FROM manual_check WHERE deployment_id = d.id) k ON true
    ORDER BY d.id, k.place, k.position`,
};

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Reads the rows of exports page by page. */
@Injectable()
export class ExportStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  async *rows(what: Export, lotId: string | undefined): AsyncGenerator<object> {
    for (let after = FIRST; ;) {
      const rows = await this.database.query<{ key: string; kind?: string | null }[]>(STATEMENTS[what], [
        after,
        lotId ?? null,
      ]);
      const keys = new Set(rows.map(({ key }) => key));
      // A deployment without checks has one row, so that the page is known to be whole.
      for (const row of rows) if (what !== 'checks' || row.kind !== null) yield row;
      if (keys.size < PAGE) return;
      after = rows.at(-1)!.key;
    }
  }
}
