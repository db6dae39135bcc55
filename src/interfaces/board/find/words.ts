import { wordsOf } from '../frame/words.js';

/** The texts of the search; in a template, `{{t.several}}`. */
export const findWords = wordsOf({
  title: { fr: 'Chercher', en: 'Search' },
  what: {
    fr: 'N° de série, MAC, UUID, n° d’inventaire, nom, lot…',
    en: 'Serial number, MAC, UUID, inventory number, name, lot…',
  },
  explained: {
    fr: 'Scannez une étiquette, ou tapez le nom ou un numéro d’un PC ou d’un lot.',
    en: 'Scan a label, or type the name or a number of a PC or a lot.',
  },
  several: { fr: 'Plusieurs correspondent à', en: 'Several match' },
  nothing: { fr: 'Rien ne s’appelle exactement', en: 'Nothing is called exactly' },
  foreign: {
    fr: 'Cette adresse n’est pas celle d’une page d’Établi :',
    en: 'This is not the address of a page of Établi:',
  },
  lookedIn: {
    fr: 'Cherché parmi les numéros de série, UUID, adresses MAC, numéros d’inventaire, noms, numéros de lot et de certificat.',
    en: 'Looked for among serial numbers, UUIDs, MAC addresses, inventory numbers, names, numbers of lots and certificates.',
  },
  similar: { fr: 'Ce qui y ressemble', en: 'What resembles it' },
  newLot: { fr: 'Créer un lot avec ce numéro', en: 'Create a lot with this number' },
  newLotUndo: {
    fr: 'Le numéro est noté dans un brouillon de lot ; rien n’est effacé, et le brouillon peut être jeté.',
    en: 'The number is noted in the draft of a lot; nothing is erased, and the draft can be discarded.',
  },
  pc: { fr: 'PC', en: 'PC' },
  lot: { fr: 'Lot', en: 'Lot' },
  row: { fr: 'PC pas encore vu', en: 'PC not seen yet' },
});
