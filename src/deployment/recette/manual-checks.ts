import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, readable, type Bilingual } from '../../platform/core/index.js';
import type { Severity, Verdict } from './check.js';
import type { ManualCheck } from './manual-check.entity.js';
import { ManualCheckStore, type ManualAnswer } from './manual-check.store.js';

/** A manual check as the profile requests it. */
export interface ManualCheckRequest {
  id: string;
  title: Bilingual;
  severity: Severity;
}

/** A manual check with its answer; `unmeasured` without one. `at` is ISO 8601 in UTC. */
export interface ManualCheckResult extends ManualCheckRequest {
  verdict: Verdict;
  remark?: string;
  by?: string;
  at?: string;
}

/** The checks that a technician answers. */
@Injectable()
export class ManualChecks {
  constructor(private readonly store: ManualCheckStore) {}

  /** Sets the checks to be answered. Can be repeated: answers are kept. */
  async expect(deploymentId: string, checks: readonly ManualCheckRequest[]): Promise<void> {
    await this.store.replace(
      deploymentId,
      checks.map(({ id, title, severity }) => ({ checkId: id, title, severity })),
    );
  }

  /**
   * Records the answer of a technician; replaces an earlier answer. Rejects with NotFoundError for an unknown check.
   */
  async answer(
    deploymentId: string,
    checkId: string,
    answer: ManualAnswer,
    manager?: EntityManager,
  ): Promise<void> {
    const readableAnswer = {
      verdict: answer.verdict,
      remark: answer.remark === undefined ? undefined : readable(answer.remark),
      by: readable(answer.by),
    };
    if (!(await this.store.answer(deploymentId, checkId, readableAnswer, manager)))
      throw new NotFoundError({
        fr: `aucun contrôle « ${checkId} » n’est attendu pour ce déploiement`,
        en: `no check "${checkId}" is expected for this deployment`,
      });
  }

  /** The checks without an answer. */
  async pending(deploymentId: string): Promise<ManualCheckRequest[]> {
    const rows = await this.store.ofDeployment(deploymentId);
    return rows
      .filter(({ verdict }) => verdict === null)
      .map(({ checkId, title, severity }) => ({ id: checkId, title, severity }));
  }

  /** All checks, in the order of the profile. */
  async results(deploymentId: string): Promise<ManualCheckResult[]> {
    return (await this.store.ofDeployment(deploymentId)).map(resultOf);
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
