import { same, type Bilingual } from './bilingual.js';

/** What « without a hand » means; every page and document with the share says it. */
export const WITHOUT_HAND: Bilingual = {
  fr: 'Un PC certifié est « sans intervention » si, entre l’armement de son déploiement et son certificat, personne n’a rien fait sur le tableau ni par la commande : ni reprise, ni code de l’écran confirmé, ni contrôle fait à la main, ni réserve acceptée. Brancher et allumer le PC ne compte pas.',
  en: 'A certified PC is “without a hand” when nobody did anything on the board or by the command between the arming of its deployment and its certificate: no retry, no code on the screen confirmed, no check answered by hand, no reservation accepted. Plugging in and switching on the PC do not count.',
};

/** The name of a model or a master that is not known. */
export function orUnknown(name: string): Bilingual {
  return name === '' ? { fr: 'inconnu', en: 'unknown' } : same(name);
}
