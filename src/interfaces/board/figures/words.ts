import { wordsOf } from '../frame/words.js';

/** The fixed texts of the figures; `{{t.title}}`. */
export const figuresWords = wordsOf({
  title: { fr: 'Chiffres', en: 'Figures' },
  period: { fr: 'Période', en: 'Period' },
  from: { fr: 'Du', en: 'From' },
  to: { fr: 'Au', en: 'To' },
  customer: { fr: 'Client', en: 'Customer' },
  everyCustomer: { fr: 'Tous les clients', en: 'All customers' },
  show: { fr: 'Afficher', en: 'Show' },
  presets: { fr: 'Périodes courantes', en: 'Usual periods' },
  inShort: { fr: 'En bref', en: 'In short' },
  certified: { fr: 'PC certifiés', en: 'PCs certified' },
  failed: { fr: 'PC en échec, non repris', en: 'PCs failed, not retried' },
  cancelled: { fr: 'Déploiements annulés', en: 'Deployments cancelled' },
  withoutHand: { fr: 'Sans intervention', en: 'Without a hand' },
  csv: { fr: 'Télécharger en CSV', en: 'Download as CSV' },
  png: { fr: 'Télécharger en image', en: 'Download as an image' },
  allInCsv: { fr: 'tout est dans le fichier CSV', en: 'the CSV file has them all' },
  countedBy: {
    fr: 'Un déploiement compte au jour où il se termine, à l’heure du serveur. Un PC repris après un échec compte une fois, selon sa dernière fin.',
    en: 'A deployment counts on the day it ends, by the clock of the server. A PC retried after a failure counts once, by its last end.',
  },
});
