import type { Bilingual } from '../../platform/core/index.js';
import type { Deployment } from './deployment.entity.js';
import type { StepRow } from './step.entity.js';

/** A deployment for readers: without its plan and its facts, which hold more than they need. */
export function deploymentView(deployment: Deployment) {
  const {
    userName,
    facts,
    plan: _,
    bootTarget: __,
    lastSignal: ___,
    lastSignalAt: ____,
    ...view
  } = deployment;
  return {
    ...view,
    hostname: facts.hostname ?? deployment.hostname,
    user: userName,
    ...(facts.certificate && { certificate: facts.certificate }),
    ...(facts.identity && { identity: facts.identity }),
  };
}

/** A step for readers: without what only its workers need. */
export function stepView(row: StepRow, title: Bilingual) {
  const { id, position, name, queue, state, attempt, waitsFor, progress, evidence, failure } = row;
  const { startedAt, endedAt, deadlineAt } = row;
  const result = { progress, evidence, failure };
  return {
    id,
    position,
    name,
    title,
    queue,
    lane: queue,
    state,
    attempt,
    waitsFor,
    ...result,
    startedAt,
    endedAt,
    deadlineAt,
  };
}
