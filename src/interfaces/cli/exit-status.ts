import { httpStatusOf, type Bilingual } from '../../platform/core/index.js';
import { ApiProblem } from './api-problem.js';

/** The exit statuses of the etabli command; `--help` prints them. */
export const EXIT = { done: 0, no: 1, input: 2, away: 3, refused: 4 } as const;

export const EXIT_TEXT: [number, Bilingual][] = [
  [0, { fr: 'fait', en: 'done' }],
  [
    1,
    {
      fr: 'résultat négatif : échec, certificat refusé, master endommagé',
      en: 'negative result: a failure, a refused certificate, a damaged master',
    },
  ],
  [2, { fr: 'commande ou données à corriger', en: 'command or input to correct' }],
  [
    3,
    {
      fr: 'serveur injoignable ou occupé : recommencer plus tard',
      en: 'server unreachable or busy: try again later',
    },
  ],
  [
    4,
    {
      fr: 'refusé, introuvable ou en conflit avec l’état actuel : une intervention est nécessaire',
      en: 'refused, not found or in conflict with the present state: someone must act',
    },
  ],
];

const OF_HTTP: Record<number, number> = {
  400: 2,
  413: 2,
  415: 2,
  401: 4,
  403: 4,
  404: 4,
  409: 4,
  429: 3,
  503: 3,
};

export function statusOf(error: unknown): number {
  const status = error instanceof ApiProblem ? error.problem.status : httpStatusOf(error);
  return OF_HTTP[status] ?? EXIT.no;
}
