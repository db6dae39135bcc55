import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readable } from '../../platform/core/index.js';
import type { Page, Pagination } from '../../platform/database/index.js';
import type { StepLog } from './step-log.entity.js';
import type { Claim } from './step.store.js';

/** A line as people read it. */
export interface LogLine {
  id: string;
  /** The name of the step. */
  step: string;
  attempt: number;
  at: Date;
  text: string;
}

/** Which lines: those that contain `search`, those of one step; all otherwise. */
export interface LogQuestion {
  search?: string;
  step?: string;
}

const OF_DEPLOYMENT = 'FROM step_log l JOIN step s ON s.id = l.step_id WHERE s.deployment_id = $1';
const LINE = 'l.id, l.attempt, l.at, l.text, s.name AS step';
/** Without regard to case; $2 and $3 are null where everything is asked for. */
const ASKED = `AND ($2::text IS NULL OR l.text ILIKE $2) AND ($3::text IS NULL OR s.name = $3)`;

/** The rows of the `step_log` table: what steps said. */
@Injectable()
export class StepLogStore {
  constructor(private readonly database: DataSource) {}

  async add({ stepId, attempt }: Claim, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    await this.database.manager.query(
      `INSERT INTO step_log (step_id, attempt, at, text) SELECT $1, $2, clock_timestamp(), line FROM unnest($3::text[]) AS line`,
      [stepId, attempt, lines.map((line) => readable(line).slice(0, 2000))],
    );
  }

  /** The log of a deployment, oldest line first, from after `afterId`. */
  ofDeployment(
    deploymentId: string,
    afterId: string,
    limit: number,
  ): Promise<(StepLog & { step: string })[]> {
    return this.database.manager.query<(StepLog & { step: string })[]>(
      `SELECT l.id, l.step_id AS "stepId", l.attempt, l.at, l.text, s.name AS step
         FROM step_log l JOIN step s ON s.id = l.step_id
        WHERE s.deployment_id = $1 AND l.id > $2 ORDER BY l.id LIMIT $3`,
      [deploymentId, afterId, limit],
    );
  }

  /** The last lines, oldest first, and how many there are. */
  async last(deploymentId: string, most: number): Promise<{ lines: LogLine[]; total: number }> {
    const [lines, [count]] = await Promise.all([
      this.database.query<LogLine[]>(`SELECT ${LINE} ${OF_DEPLOYMENT} ORDER BY l.id DESC LIMIT $2`, [
        deploymentId,
        most,
      ]),
      this.database.query<{ total: number }[]>(`SELECT count(*)::int AS total ${OF_DEPLOYMENT}`, [
        deploymentId,
      ]),
    ]);
    return { lines: lines.toReversed(), total: count?.total ?? 0 };
  }

  /** One page of the lines that are asked for, oldest first. */
  async page(
    deploymentId: string,
    { search, step }: LogQuestion,
    { page, pageSize }: Pagination,
  ): Promise<Page<LogLine>> {
    const like = search === undefined ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    const asked = [deploymentId, like, step ?? null];
    const [items, [count]] = await Promise.all([
      this.database.query<LogLine[]>(
        `SELECT ${LINE} ${OF_DEPLOYMENT} ${ASKED} ORDER BY l.id LIMIT $4 OFFSET $5`,
        [...asked, pageSize, (page - 1) * pageSize],
      ),
      this.database.query<{ total: number }[]>(
        `SELECT count(*)::int AS total ${OF_DEPLOYMENT} ${ASKED}`,
        asked,
      ),
    ]);
    return { items, page, pageSize, total: count?.total ?? 0 };
  }
}
