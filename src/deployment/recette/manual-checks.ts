import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, readable, type Bilingual } from '../../platform/core/index.js';
import type { Severity, Verdict } from './check.js';
import type { ManualCheck } from './manual-check.entity.js';
import { ManualCheckStore, type ManualAnswer } from './manual-check.store.js';

/** A manual check as a profile asks for it. */
export interface ManualCheckRequest {
  id: string;
  title: Bilingual;
  severity: Severity;
}

/** The same with its answer; `unmeasured` while nobody has looked. `at` is ISO 8601 in UTC. */
export interface ManualCheckResult extends ManualCheckRequest {
  verdict: Verdict;
  remark?: string;
  by?: string;
  at?: string;
}

/** The checks that only a person can judge. */
@Injectable()
export class ManualChecks {
  constructor(private readonly store: ManualCheckStore) {}

  /** Sets what is to be answered; safe to repeat: a check that was answered stays answered. */
  async expect(deploymentId: string, checks: readonly ManualCheckRequest[]): Promise<void> {
    await this.store.replace(
      deploymentId,
      checks.map(({ id, title, severity }) => ({ checkId: id, title, severity })),
    );
  }

  /**
   * Records a technician's word under that name; a later word takes the place of an earlier one. Rejects with
   * NotFoundError for a check that is not expected.
   */
  async answer(
    deploymentId: string,
    checkId: string,
    answer: ManualAnswer,
    manager?: EntityManager,
  ): Promise<void> {
    const said = {
      verdict: answer.verdict,
      remark: answer.remark === undefined ? undefined : readable(answer.remark),
      by: readable(answer.by),
    };
    if (!(await this.store.answer(deploymentId, checkId, said, manager)))
      throw new NotFoundError({
        fr: `aucun contrôle « ${checkId} » n’est attendu pour ce déploiement`,
        en: `no check "${checkId}" is expected for this deployment`,
      });
  }

  /** Those that nobody has answered yet. */
  async pending(deploymentId: string): Promise<ManualCheckRequest[]> {
    const rows = await this.store.ofDeployment(deploymentId);
    return rows
      .filter(({ verdict }) => verdict === null)
      .map(({ checkId, title, severity }) => ({ id: checkId, title, severity }));
  }

  /** All of them, in the profile's order. */
  async results(deploymentId: string): Promise<ManualCheckResult[]> {
    return (await this.store.ofDeployment(deploymentId)).map(resultOf);
  }

  /** The same, under the name that a list in the API has. */
  list(deploymentId: string): Promise<ManualCheckResult[]> {
    return this.results(deploymentId);
  }
}

function resultOf(row: ManualCheck): ManualCheckResult {
  return {
    id: row.checkId,
    title: row.title,
    severity: row.severity,
    verdict: row.verdict ?? 'unmeasured',
    ...(row.remark !== null && { remark: row.remark }),
    ...(row.answeredBy !== null && { by: row.answeredBy }),
    ...(row.answeredAt !== null && { at: row.answeredAt.toISOString() }),
  };
}
