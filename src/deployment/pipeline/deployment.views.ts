import type { Bilingual } from '../../platform/core/index.js';
import type { Deployment } from './deployment.entity.js';
import type { StepRow } from './step.entity.js';

/** A deployment as it is told: without its plan and its facts, which hold more than a reader needs. */
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

/** What a reader is told of a step; what its workers keep for themselves is left out. */
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
