import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Progress, Signal, StepState } from '../../../platform/core/index.js';

/** The first step of a deployment that is not done. */
export interface CurrentStep {
  deploymentId: string;
  name: string;
  /** From 0, among `count`. */
  position: number;
  count: number;
  progress: Progress | null;
  waitsFor: Signal | null;
  state: StepState;
  /** It waits for a PC that stopped answering. */
  isLost: boolean;
  startedAt: Date | null;
}

export interface LogLine {
  at: Date;
  step: string;
  text: string;
}

/** Reads steps and log lines for the pages. */
@Injectable()
export class CurrentStepStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async of(deploymentIds: string[]): Promise<Map<string, CurrentStep>> {
    if (deploymentIds.length === 0) return new Map();
    const rows = await this.dataSource.query<CurrentStep[]>(
      `SELECT DISTINCT ON (s.deployment_id) s.deployment_id AS "deploymentId", s.name, s.position, s.progress,
              CASE WHEN s.state = 'waiting' THEN s.waits_for END AS "waitsFor",
              s.state, s.state = 'waiting' AND s.lost_at IS NOT NULL AS "isLost", s.started_at AS "startedAt",
              (SELECT count(*)::int FROM step c WHERE c.deployment_id = s.deployment_id) AS count
         FROM step s WHERE s.deployment_id = ANY($1) AND s.state <> 'done'
        ORDER BY s.deployment_id, s.position`,
      [deploymentIds],
    );
    return new Map(rows.map((row) => [row.deploymentId, row]));
  }

  /** The last lines of a deployment's log, oldest first. */
  lastLines(deploymentId: string, count: number): Promise<LogLine[]> {
    return this.dataSource.query<LogLine[]>(
      `SELECT at, step, text FROM (
         SELECT l.id, l.at, l.text, s.name AS step FROM step_log l JOIN step s ON s.id = l.step_id
          WHERE s.deployment_id = $1 ORDER BY l.id DESC LIMIT $2) AS last
        ORDER BY id`,
      [deploymentId, count],
    );
  }
}
