import { wordsOf } from '../frame/words.js';

/** The texts of the workshop and of its wall; in a template, `{{t.hand}}`. */
export const workshopWords = wordsOf({
  workshop: { fr: 'Atelier', en: 'Workshop' },
  wall: { fr: 'Mur de l’atelier', en: 'Wall of the workshop' },
  hand: { fr: 'À vous', en: 'Over to you' },
  running: { fr: 'En cours', en: 'In progress' },
  lots: { fr: 'Lots à lancer', en: 'Lots to launch' },
  ended: { fr: 'Terminés', en: 'Ended' },
  nothingHand: { fr: 'Personne n’est attendu.', en: 'Nothing waits for you.' },
  nothingRunning: { fr: 'Aucun PC en cours.', en: 'No PC in progress.' },
  nothingLots: { fr: 'Aucun lot à lancer.', en: 'No lot to launch.' },
  nothingEnded: { fr: 'Rien pour l’instant.', en: 'Nothing yet.' },
  everything: { fr: 'Tout', en: 'Everything' },
  filter: { fr: 'Filtrer', en: 'Filter' },
  filters: { fr: 'Filtres', en: 'Filters' },
  clear: { fr: 'Effacer les filtres', en: 'Clear the filters' },
  part: { fr: 'Afficher', en: 'Show' },
  lot: { fr: 'Lot', en: 'Lot' },
  customer: { fr: 'Client', en: 'Customer' },
  text: { fr: 'Nom, n° de série…', en: 'Name, serial number…' },
  allLots: { fr: 'Tous les lots', en: 'All lots' },
  allCustomers: { fr: 'Tous les clients', en: 'All customers' },
  since: { fr: 'depuis', en: 'since' },
  soundOn: { fr: 'Activer le son', en: 'Turn the sound on' },
  soundOff: { fr: 'Couper le son', en: 'Turn the sound off' },
  soundBlocked: {
    fr: 'Autoriser le son : le navigateur l’attend',
    en: 'Allow the sound: the browser waits for it',
  },
  newHand: { fr: 'À vous :', en: 'Over to you:' },
  seeWall: { fr: 'Voir le mur', en: 'See the wall' },
});
