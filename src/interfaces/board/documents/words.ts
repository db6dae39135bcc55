import { wordsOf } from '../frame/words.js';

/** The texts of the page of labels. */
export const documentWordsIn = wordsOf({
  labels: { fr: 'Étiquettes', en: 'Labels' },
  count: { fr: 'Étiquettes à imprimer :', en: 'Labels to print:' },
  explained: {
    fr: 'Une étiquette par PC, sauf ceux qui ont été annulés. Son QR code ouvre le PC dans Établi ; une douchette peut aussi le lire.',
    en: 'One label for each PC, except those that were cancelled. Its QR code opens the PC in Établi; a barcode scanner can read it too.',
  },
  format: { fr: 'Planche ou rouleau', en: 'Sheet or roll' },
  start: { fr: 'Première étiquette libre de la planche', en: 'First free label of the sheet' },
  startHelp: {
    fr: 'Comptée de gauche à droite, puis de haut en bas. 1 pour une planche neuve.',
    en: 'Counted from left to right, then from top to bottom. 1 for a new sheet.',
  },
  print: {
    fr: 'Imprimez à 100 %, sans « ajuster à la page ».',
    en: 'Print at 100 %, without “fit to page”.',
  },
  make: { fr: 'Ouvrir le PDF', en: 'Open the PDF' },
  noPc: {
    fr: 'Tous les PC de ce lot sont annulés : rien à imprimer.',
    en: 'Every PC of this lot is cancelled: nothing to print.',
  },
  wrongStart: { fr: 'Cette planche a des étiquettes de 1 à', en: 'This sheet has labels from 1 to' },
  lot: { fr: 'Lot', en: 'Lot' },
});
