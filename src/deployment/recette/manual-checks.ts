import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConflictError, NotFoundError, readable, type Bilingual } from '../../platform/core/index.js';
import type { Severity, Verdict } from './check.js';
import type { ManualCheck } from './manual-check.entity.js';
import { ManualCheckStore, type ManualAnswer, type ManualVerdict } from './manual-check.store.js';
import { VERDICT_NAMES } from './verdict-names.js';

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

/** The same for somebody who answers: `revision` counts its answers, so that a later one can say which it saw. */
export interface AnswerableCheck extends ManualCheckResult {
  revision: number;
}

/** One of the answers that a check has had. */
export interface PastAnswer {
  revision: number;
  verdict: ManualVerdict;
  remark?: string;
  by: string;
  at: string;
}

/** An answer that may say which earlier one it takes the place of. */
export interface GivenAnswer extends ManualAnswer {
  /** The `revision` that was seen; without it, the answer takes the place of any. */
  revision?: number;
}

/** What became of an answer: `changed` is false when the check had just this answer already. */
export interface AnswerOutcome {
  changed: boolean;
  before?: ManualCheckResult;
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
   * Records the answer of a technician; it takes the place of an earlier one, which is kept in the history. Rejects
   * with NotFoundError for an unknown check, and with ConflictError when somebody answered since `revision`, or when
   * the answers are closed.
   */
  async answer(
    deploymentId: string,
    checkId: string,
    answer: GivenAnswer,
    manager?: EntityManager,
  ): Promise<AnswerOutcome> {
    if (manager === undefined)
      return this.store.transaction((own) => this.answer(deploymentId, checkId, answer, own));
    const checks = await this.lockOpen(deploymentId, manager);
    const check = checks.find((one) => one.checkId === checkId) ?? throwing(unknownCheck(checkId));
    const given = readableAnswer(answer);
    const before = check.revision > 0 ? { before: resultOf(check) } : {};
    // A button that was pressed twice, or two who saw the same: nothing to overwrite.
    if (check.verdict === given.verdict && (check.remark ?? undefined) === given.remark)
      return { changed: false, ...before };
    if (answer.revision !== undefined && answer.revision !== check.revision) throw answeredSince(check);
    await this.store.answer(check, given, manager);
    return { changed: true, ...before };
  }

  /**
   * Answers `passed` to each check that is still open, out of `ids` when they are given. The others keep their answer.
   * @returns the ids of those that were answered now, and of those that had an answer
   */
  async passOpen(
    deploymentId: string,
    { ids, by }: { ids?: readonly string[]; by: string },
    manager: EntityManager,
  ): Promise<{ answered: string[]; already: string[] }> {
    const checks = await this.lockOpen(deploymentId, manager);
    const unknown = ids?.find((id) => !checks.some(({ checkId }) => checkId === id));
    if (unknown !== undefined) throw unknownCheck(unknown);
    const asked = checks.filter(({ checkId }) => ids?.includes(checkId) ?? true);
    const open = asked.filter(({ verdict }) => verdict === null);
    for (const check of open)
      await this.store.answer(check, { verdict: 'passed', by: readable(by) }, manager);
    const idsOf = (rows: ManualCheck[]) => rows.map(({ checkId }) => checkId);
    return { answered: idsOf(open), already: idsOf(asked.filter(({ verdict }) => verdict !== null)) };
  }

  /**
   * The checks, locked: until the transaction ends nobody else answers, signs or closes. Rejects with ConflictError
   * when the answers are closed.
   */
  async lockOpen(deploymentId: string, manager: EntityManager): Promise<ManualCheck[]> {
    const checks = await this.store.lock(deploymentId, manager);
    if (await this.store.isClosed(deploymentId, manager)) throw answersClosed();
    return checks;
  }

  /** Rejects with NotFoundError. */
  async mustExpect(deploymentId: string, checkId: string, manager: EntityManager): Promise<void> {
    const checks = await this.lockOpen(deploymentId, manager);
    if (!checks.some((one) => one.checkId === checkId)) throw unknownCheck(checkId);
  }

  /** The certificate is about to be made of the answers: from now on they do not change. Can be repeated. */
  async close(deploymentId: string): Promise<void> {
    await this.store.transaction(async (manager) => {
      await this.store.lock(deploymentId, manager);
      await this.store.close(deploymentId, manager);
    });
  }

  /** No certificate was made: the answers can be corrected again. */
  async reopen(deploymentId: string, manager?: EntityManager): Promise<void> {
    await this.store.reopen(deploymentId, manager);
  }

  isClosed(deploymentId: string): Promise<boolean> {
    return this.store.isClosed(deploymentId);
  }

  /** The checks without an answer. */
  async pending(deploymentId: string): Promise<ManualCheckRequest[]> {
    const rows = await this.store.ofDeployment(deploymentId);
    return rows
      .filter(({ verdict }) => verdict === null)
      .map(({ checkId, title, severity }) => ({ id: checkId, title, severity }));
  }

  /** All checks, in the order of the profile. */
  async results(deploymentId: string, manager?: EntityManager): Promise<ManualCheckResult[]> {
    return (await this.store.ofDeployment(deploymentId, manager)).map(resultOf);
  }

  /** The same for somebody who answers. */
  async answerable(deploymentId: string): Promise<AnswerableCheck[]> {
    const rows = await this.store.ofDeployment(deploymentId);
    return rows.map((row) => ({ ...resultOf(row), revision: row.revision }));
  }

  /** Every answer that a check has had, the first one first. */
  async history(deploymentId: string, checkId: string): Promise<PastAnswer[]> {
    const rows = await this.store.history(deploymentId, checkId);
    return rows.map(({ revision, verdict, remark, answeredBy, answeredAt }) => ({
      revision,
      verdict,
      ...(remark !== null && { remark }),
      by: answeredBy,
      at: answeredAt.toISOString(),
    }));
  }
}

function throwing(error: Error): never {
  throw error;
}

function readableAnswer({ verdict, remark, by }: ManualAnswer): ManualAnswer {
  return { verdict, remark: remark === undefined ? undefined : readable(remark), by: readable(by) };
}

export function resultOf(row: ManualCheck): ManualCheckResult {
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

function unknownCheck(checkId: string): NotFoundError {
  return new NotFoundError({
    fr: `aucun contrôle «\u00a0${checkId}\u00a0» n’est attendu pour ce déploiement`,
    en: `no check "${checkId}" is expected for this deployment`,
  });
}

/** Two technicians at one PC: the second one is told, and the first answer stays. */
function answeredSince({ checkId, title, verdict, answeredBy, revision }: ManualCheck): ConflictError {
  const name = VERDICT_NAMES[verdict ?? 'unmeasured'];
  return new ConflictError(
    {
      fr: `«\u00a0${title.fr}\u00a0»\u00a0: ${answeredBy ?? '—'} vient de répondre «\u00a0${name.fr}\u00a0»\u00a0; votre réponse n’a pas été enregistrée`,
      en: `"${title.en}": ${answeredBy ?? '—'} has just answered "${name.en}"; your answer was not recorded`,
    },
    {
      data: { check: checkId, revision },
      remedy: {
        fr: 'Regardez cette réponse ; si la vôtre est la bonne, donnez-la de nouveau.',
        en: 'Look at that answer; if yours is right, give it again.',
      },
    },
  );
}

/** For every act on answers once the certificate is made of them. */
export function answersClosed(): ConflictError {
  return new ConflictError(
    {
      fr: 'le certificat est établi avec les réponses données : elles ne se corrigent plus',
      en: 'the certificate is made of the answers that were given: they cannot be corrected any more',
    },
    {
      remedy: {
        fr: 'Pour refaire la recette de ce PC, préparez un nouveau déploiement.',
        en: 'To do the acceptance of this PC again, prepare a new deployment.',
      },
    },
  );
}
