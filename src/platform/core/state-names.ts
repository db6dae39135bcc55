import type { Bilingual } from './bilingual.js';
import type { DeploymentState, QueueName, StepState } from './states.js';

/** Names of the states of deployments and steps. */
export const STATE_NAMES: Record<DeploymentState | StepState, Bilingual> = {
  planned: { fr: 'prévu', en: 'planned' },
  armed: { fr: 'armé', en: 'armed' },
  running: { fr: 'en cours', en: 'running' },
  waiting: { fr: 'attend', en: 'waiting' },
  certified: { fr: 'certifié', en: 'certified' },
  captured: { fr: 'capturé', en: 'captured' },
  failed: { fr: 'échec', en: 'failed' },
  cancelled: { fr: 'annulé', en: 'cancelled' },
  pending: { fr: 'à venir', en: 'to come' },
  queued: { fr: 'en file', en: 'queued' },
  done: { fr: 'fait', en: 'done' },
};

/** Names of the two queues of steps. */
export const QUEUE_NAMES: Record<QueueName, Bilingual> = {
  imaging: { fr: 'copie des masters', en: 'copying masters' },
  control: { fr: 'autres étapes', en: 'other steps' },
};
