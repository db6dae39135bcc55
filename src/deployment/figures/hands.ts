import type { Bilingual } from '../../platform/core/index.js';

const HANDS: Record<string, Bilingual> = {
  'deployment.retry': { fr: 'Reprise après un échec', en: 'Retried after a failure' },
  'deployment.close': { fr: 'Échec clos, puis repris', en: 'Failure closed, then retried' },
  'deployment.answer-check': { fr: 'Contrôle fait à la main', en: 'Check answered by hand' },
  'deployment.accept-reservation': { fr: 'Réserve acceptée', en: 'Reservation accepted' },
  'machine.confirm': { fr: 'Code de l’écran confirmé', en: 'Code on the screen confirmed' },
};

const OTHER: Bilingual = { fr: 'Autre action', en: 'Other act' };

/** What a person did, as the figures name it. */
export function handName(action: string): Bilingual {
  return HANDS[action] ?? OTHER;
}
