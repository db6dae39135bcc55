import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Bilingual } from '../../platform/core/index.js';

/** Which deployments are counted: those that ended in `[since, until)`, of one customer or of all. */
export interface Counted {
  since: Date;
  until: Date;
  customer?: string;
}

export interface TotalsRow {
  certified: number;
  failed: number;
  cancelled: number;
  withoutHand: number;
  recettes: number;
}

export interface DayRow {
  day: string;
  certified: number;
  failed: number;
}

export interface StepRowOfFigures {
  step: string;
  /** Null in the row of all models and masters. */
  model: string | null;
  master: string | null;
  count: number;
  medianSeconds: number;
  p90Seconds: number;
}

export interface CauseRow {
  step: string;
  cause: Partial<Bilingual>;
  count: number;
  lastAt: Date;
  total: number;
}

export interface FindingRow {
  kind: string;
  title: Bilingual;
  failed: number;
  unmeasured: number;
  total: number;
}

export interface HandRow {
  action: string;
  count: number;
}

/** $1, $2: since, until; $3: the customer, or null. */
const COUNTED = `f.ended_at >= $1 AND f.ended_at < $2 AND ($3::text IS NULL OR f.customer = $3)`;

/** Causes are compared without what differs from PC to PC: what stands in quotation marks, and numbers. */
const ALIKE = `regexp_replace(regexp_replace(coalesce(x.cause->>'en', ''), '"[^"]*"|“[^”]*”|''[^'']*''', '…', 'g'),
  '[0-9][0-9a-zA-Z.,:/_-]*', '#', 'g')`;

const MOST_CUSTOMERS = 500;

/** Counts from the folded tables; each answer is bounded and says how many there are. */
@Injectable()
export class FigureStore {
  constructor(private readonly database: DataSource) {}

  async totals(counted: Counted): Promise<TotalsRow> {
    const [row] = await this.database.query<TotalsRow[]>(
      `SELECT count(*) FILTER (WHERE f.state = 'certified')::int AS certified,
              count(*) FILTER (WHERE f.state = 'failed')::int AS failed,
              count(*) FILTER (WHERE f.state = 'cancelled')::int AS cancelled,
              count(*) FILTER (WHERE f.state = 'certified' AND f.hands = '{}')::int AS "withoutHand",
              count(*) FILTER (WHERE f.has_recette)::int AS recettes
         FROM figure_deployment f WHERE ${COUNTED}`,
      parameters(counted),
    );
    return row ?? { certified: 0, failed: 0, cancelled: 0, withoutHand: 0, recettes: 0 };
  }

  /** Days of this time zone that have any. */
  days(counted: Counted, timeZone: string): Promise<DayRow[]> {
    return this.database.query(
      `SELECT to_char(f.ended_at AT TIME ZONE $4, 'YYYY-MM-DD') AS day,
              count(*) FILTER (WHERE f.state = 'certified')::int AS certified,
              count(*) FILTER (WHERE f.state = 'failed')::int AS failed
         FROM figure_deployment f WHERE ${COUNTED} AND f.state IN ('certified', 'failed')
        GROUP BY 1 ORDER BY 1`,
      [...parameters(counted), timeZone],
    );
  }

  /** What people did to certified PCs, the most frequent first. */
  hands(counted: Counted): Promise<HandRow[]> {
    return this.database.query(
      `SELECT hand AS action, count(*)::int AS count
         FROM figure_deployment f CROSS JOIN LATERAL unnest(f.hands) AS hand
        WHERE ${COUNTED} AND f.state = 'certified'
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50`,
      parameters(counted),
    );
  }

  /** One row for each step, and one for each step, model and master. */
  steps(counted: Counted): Promise<StepRowOfFigures[]> {
    return this.database.query(
      `SELECT t.step, t.model, t.master, t.count, round(t.times[1]::numeric, 1)::float8 AS "medianSeconds",
              round(t.times[2]::numeric, 1)::float8 AS "p90Seconds" FROM (
         SELECT s.name AS step, f.model, f.master, count(*)::int AS count,
                percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY s.seconds) AS times
           FROM figure_deployment f JOIN figure_step s ON s.deployment_id = f.deployment_id
          WHERE ${COUNTED}
          GROUP BY GROUPING SETS ((s.name), (s.name, f.model, f.master))) t
        ORDER BY t.count DESC, t.step, t.model, t.master`,
      parameters(counted),
    );
  }

  causes({ since, until, customer }: Counted, most: number): Promise<CauseRow[]> {
    return this.database.query(
      `SELECT a.step, a.causes[1] AS cause, a.count, a."lastAt", count(*) OVER ()::int AS total FROM (
         SELECT x.step, array_agg(x.cause ORDER BY x.at DESC) AS causes, count(*)::int AS count, max(x.at) AS "lastAt"
           FROM deployment_failure x
           JOIN deployment d ON d.id = x.deployment_id AND d.purpose = 'deploy'
           LEFT JOIN lot l ON l.id = d.lot_id
          WHERE x.at >= $1 AND x.at < $2 AND ($3::text IS NULL OR l.customer = $3)
          GROUP BY x.step, ${ALIKE}) a
        ORDER BY a.count DESC, a."lastAt" DESC LIMIT $4`,
      [since, until, customer ?? null, most],
    );
  }

  /** PCs, by the check that did not pass. The title is the one of the latest. */
  findings(counted: Counted, most: number): Promise<FindingRow[]> {
    return this.database.query(
      `SELECT g.kind, g.titles[1] AS title, g.failed, g.unmeasured, count(*) OVER ()::int AS total FROM (
         SELECT n.kind, array_agg(n.title ORDER BY f.ended_at DESC) AS titles,
                count(DISTINCT f.deployment_id) FILTER (WHERE n.verdict = 'failed')::int AS failed,
                count(DISTINCT f.deployment_id) FILTER (WHERE n.verdict = 'unmeasured')::int AS unmeasured
           FROM figure_deployment f JOIN figure_finding n ON n.deployment_id = f.deployment_id
          WHERE ${COUNTED}
          GROUP BY n.kind) g
        ORDER BY g.failed + g.unmeasured DESC, g.failed DESC, g.kind LIMIT $4`,
      [...parameters(counted), most],
    );
  }

  /** Those with a lot, by name. */
  async customers(): Promise<string[]> {
    const rows = await this.database.query<{ customer: string }[]>(
      `SELECT DISTINCT customer FROM lot ORDER BY customer LIMIT ${MOST_CUSTOMERS}`,
    );
    return rows.map(({ customer }) => customer);
  }

  /** The first moment of a day of this time zone. */
  async startOfDay(day: string, timeZone: string): Promise<Date> {
    const [row] = await this.database.query<{ at: Date }[]>(
      `SELECT ($1::date)::timestamp AT TIME ZONE $2 AS at`,
      [day, timeZone],
    );
    return row!.at;
  }
}

function parameters({ since, until, customer }: Counted): unknown[] {
  return [since, until, customer ?? null];
}
