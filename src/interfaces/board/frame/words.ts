import type { Bilingual, Language } from '../../../platform/core/index.js';
import { say } from './say.js';

/** The fixed texts of the pages; in a template, `{{w.lots}}`. */
const WORDS = {
  skip: { fr: 'Aller au contenu', en: 'Skip to content' },
  find: { fr: 'Chercher un PC ou un lot', en: 'Find a PC or a lot' },
  findWhat: { fr: 'Scanner ou chercher', en: 'Scan or search' },
  findKey: { fr: 'La touche / mène ici', en: 'The key / leads here' },
  navigation: { fr: 'Navigation', en: 'Navigation' },
  board: { fr: 'Tableau', en: 'Board' },
  lots: { fr: 'Lots', en: 'Lots' },
  machines: { fr: 'Machines', en: 'Machines' },
  logIn: { fr: 'Se connecter', en: 'Log in' },
  logOut: { fr: 'Se déconnecter', en: 'Log out' },
  yourAccount: { fr: 'Votre mot de passe et votre PIN', en: 'Your password and your PIN' },
  yourPin: { fr: 'Votre PIN pour signer', en: 'Your PIN for signing' },
  verify: { fr: 'Vérifier un certificat', en: 'Verify a certificate' },
  accountName: { fr: 'Compte', en: 'Account' },
  password: { fr: 'Mot de passe', en: 'Password' },
  currentPassword: { fr: 'Mot de passe actuel', en: 'Current password' },
  newPassword: {
    fr: 'Nouveau mot de passe (12 caractères ou plus)',
    en: 'New password (12 characters or more)',
  },
  changePassword: { fr: 'Changer le mot de passe', en: 'Change the password' },
  showTyped: { fr: 'Afficher ce que je tape', en: 'Show what I type' },
  whyChange: {
    fr: 'Une autre personne a choisi votre mot de passe : choisissez-en un que vous seul connaissez.',
    en: 'Another person chose your password: choose one that only you know.',
  },
  pc: { fr: 'PC', en: 'PC' },
  state: { fr: 'État', en: 'State' },
  step: { fr: 'Étape', en: 'Step' },
  since: { fr: 'Depuis', en: 'Since' },
  toYou: { fr: 'À vous', en: 'Over to you' },
  underWay: { fr: 'En cours', en: 'In progress' },
  ended: { fr: 'Terminés', en: 'Ended' },
  showAll: { fr: 'Tout afficher', en: 'Show all' },
  lotEnded: { fr: 'lot terminé', en: 'lot finished' },
  lostTitle: { fr: 'Établi ne répond plus', en: 'Établi does not answer' },
  lostSince: { fr: 'Dernière réponse à', en: 'Last answer at' },
  lostExplained: {
    fr: 'Cette page montre l’état à ce moment-là. Elle se mettra à jour automatiquement dès que le serveur répondra.',
    en: 'This page shows the state at that time. It is updated automatically as soon as the server answers.',
  },
  unsent: {
    fr: 'Établi ne répond pas : rien n’a été envoyé. Votre saisie est restée ici ; recommencez dans un instant.',
    en: 'Établi does not answer: nothing was sent. What you typed is still here; try again in a moment.',
  },
  nothingEnded: { fr: 'Rien pour l’instant.', en: 'Nothing yet.' },
  emptyLot: { fr: 'Ce lot est vide.', en: 'This lot is empty.' },
  toDo: { fr: 'À faire :', en: 'To do:' },
  certificate: { fr: 'Certificat', en: 'Certificate' },
  reservations: { fr: 'Réserves', en: 'Reservations' },
  reservationsExplained: {
    fr: 'Un technicien doit accepter chaque réserve ; le certificat indiquera son nom.',
    en: 'A technician must accept each reservation; the certificate will show the technician’s name.',
  },
  accept: { fr: 'Accepter la réserve', en: 'Accept the reservation' },
  acceptedBy: { fr: 'acceptée par', en: 'accepted by' },
  openRecette: { fr: 'Faire les contrôles', en: 'Do the checks' },
  manualChecks: { fr: 'Contrôles à faire par un technicien', en: 'Checks for a technician' },
  checks: { fr: 'Contrôles', en: 'Checks' },
  check: { fr: 'Contrôle', en: 'Check' },
  expected: { fr: 'Attendu', en: 'Expected' },
  measured: { fr: 'Mesuré', en: 'Measured' },
  verdict: { fr: 'Verdict', en: 'Verdict' },
  cancel: { fr: 'Annuler le déploiement', en: 'Cancel the deployment' },
  cancelTitle: { fr: 'Annuler', en: 'Cancel' },
  cancelExplained: {
    fr: 'J’ai compris : l’annulation est définitive, et le PC peut rester sans système.',
    en: 'I understand: cancelling cannot be undone, and the PC may be left without a system.',
  },
  close: { fr: 'Clore', en: 'Close' },
  closeTitle: { fr: 'Clore l’échec', en: 'Close the failure' },
  closeExplained: {
    fr: 'Si vous ne reprenez pas ce PC, indiquez ce qu’il devient. Il quitte la liste « À vous », et le lot peut se terminer.',
    en: 'If you will not retry this PC, say what happens to it. It leaves the list “Over to you”, and the lot can finish.',
  },
  noteNeeded: {
    fr: 'Indiquez ici ce que devient le PC : sinon, l’échec reste ouvert.',
    en: 'Say here what happens to the PC; otherwise the failure stays open.',
  },
  closingNote: { fr: 'Ce que devient le PC', en: 'What happens to the PC' },
  closedBy: { fr: 'Clos par', en: 'Closed by' },
  steps: { fr: 'Étapes', en: 'Steps' },
  noMachine: {
    fr: 'Aucune machine : démarrez un PC par le réseau, il s’enregistre automatiquement.',
    en: 'No machine: boot a PC from the network, and it is registered automatically.',
  },
  pages: { fr: 'Pages', en: 'Pages' },
  previous: { fr: 'Précédente', en: 'Previous' },
  next: { fr: 'Suivante', en: 'Next' },
  neverDeployed: { fr: 'Jamais déployée.', en: 'Never deployed.' },
  notices: { fr: 'À savoir', en: 'Notices' },
  refusals: { fr: 'Tickets refusés', en: 'Refused tickets' },
  refusalsExplained: {
    fr: 'Un PC a présenté un ticket qui n’est pas valable, ou plus valable, pour lui. Si plusieurs refus viennent de la même adresse, vérifiez quel appareil y est branché.',
    en: 'A PC presented a ticket that is not valid, or no longer valid, for it. If several refusals come from the same address, check which device is connected there.',
  },
  when: { fr: 'Quand', en: 'When' },
  address: { fr: 'Adresse', en: 'Address' },
  reason: { fr: 'Raison', en: 'Reason' },
  identity: { fr: 'Identité du PC', en: 'Identity of the PC' },
  confirmPc: { fr: 'Confirmer ce PC', en: 'Confirm this PC' },
  screenCode: { fr: 'Code affiché à l’écran du PC', en: 'Code on the PC’s screen' },
  sixDigits: { fr: 'Six chiffres', en: 'Six digits' },
  hostKeys: { fr: 'Clés SSH changées', en: 'SSH keys that changed' },
  hostKeysExplained: {
    fr: 'Le PC a répondu avec une autre clé que celle qui était enregistrée : il a redémarré, ou un autre PC a pris sa place.',
    en: 'The PC answered with a different key from the recorded one: it restarted, or another PC has taken its place.',
  },
  keySystem: { fr: 'Système', en: 'System' },
  formerKey: { fr: 'Ancienne clé', en: 'Former key' },
  currentKey: { fr: 'Nouvelle clé', en: 'New key' },
  goBack: { fr: 'Revenir', en: 'Go back' },
  management: { fr: 'Gestion de l’appareil', en: 'Management of the device' },
  managementExplained: {
    fr: 'L’appareil télécharge son profil par un lien à usage unique, enregistré dans le journal d’audit.',
    en: 'The device downloads its profile from a link that works once and is recorded in the audit log.',
  },
  profile: { fr: 'Profil', en: 'Profile' },
  platform: { fr: 'Système', en: 'System' },
  makeLink: { fr: 'Créer un lien', en: 'Create a link' },
  noProfile: {
    fr: 'Aucun profil : ajoutez-en un avec « etabli profile apply ».',
    en: 'No profile: add one with "etabli profile apply".',
  },
  scanOnce: { fr: 'À scanner avec l’appareil, une fois', en: 'Scan it with the device, once' },
  qrOfLink: { fr: 'Code QR du lien', en: 'QR code of the link' },
  linkUntil: { fr: 'Valable jusqu’à', en: 'Valid until' },
  notCarried: {
    fr: 'Options que ce système ne prend pas en charge',
    en: 'Options that this system does not support',
  },
} satisfies Record<string, Bilingual>;

/** A table of texts in one language. */
type Said<T> = Record<keyof T, string>;

/**
 * The texts of one subject's pages, as its templates read them (`{{t.title}}`): what it returns gives them in a
 * language, each table said once.
 */
export function wordsOf<T extends Record<string, Bilingual>>(table: T): (language: Language) => Said<T> {
  const said = new Map<Language, Said<T>>();
  return (language) => {
    const known = said.get(language);
    if (known) return known;
    const words = Object.fromEntries(
      Object.entries(table).map(([name, text]) => [name, say(text, language)]),
    ) as Said<T>;
    said.set(language, words);
    return words;
  };
}

export type Words = Said<typeof WORDS>;

/** The texts that all pages share. */
export const wordsIn = wordsOf(WORDS);
