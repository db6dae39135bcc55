import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { PresentStep } from './pc.js';

/** Reads the present steps of deployments for the pages that list them. */
@Injectable()
export class PresentStepStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** By the id of the deployment. */
  async of(deploymentIds: string[]): Promise<Map<string, PresentStep>> {
    if (deploymentIds.length === 0) return new Map();
    const rows = await this.dataSource.query<(PresentStep & { deploymentId: string })[]>(
      `SELECT DISTINCT ON (s.deployment_id) s.deployment_id AS "deploymentId", s.name, s.position, s.progress,
              CASE WHEN s.state = 'waiting' THEN s.waits_for END AS "waitsFor",
              s.state, s.state = 'waiting' AND s.lost_at IS NOT NULL AS "isLost",
              (SELECT count(*)::int FROM step c WHERE c.deployment_id = s.deployment_id) AS count
         FROM step s WHERE s.deployment_id = ANY($1) AND s.state <> 'done'
        ORDER BY s.deployment_id, s.position`,
      [deploymentIds],
    );
    return new Map(rows.map((row) => [row.deploymentId, row]));
  }
}
