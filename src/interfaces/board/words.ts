import { say, type Bilingual, type Language } from '../../platform/core/index.js';

/** The fixed words of the pages; a template says `{{w.lots}}`. */
const WORDS = {
  skip: { fr: 'Aller au contenu', en: 'Skip to content' },
  navigation: { fr: 'Navigation', en: 'Navigation' },
  board: { fr: 'Tableau', en: 'Board' },
  lots: { fr: 'Lots', en: 'Lots' },
  machines: { fr: 'Machines', en: 'Machines' },
  logIn: { fr: 'Se connecter', en: 'Log in' },
  logOut: { fr: 'Se déconnecter', en: 'Log out' },
  accountName: { fr: 'Compte', en: 'Account' },
  password: { fr: 'Mot de passe', en: 'Password' },
  currentPassword: { fr: 'Mot de passe actuel', en: 'Current password' },
  newPassword: {
    fr: 'Nouveau mot de passe (12 caractères ou plus)',
    en: 'New password (12 characters or more)',
  },
  changePassword: { fr: 'Changer le mot de passe', en: 'Change the password' },
  whyChange: {
    fr: "Quelqu'un d'autre a choisi votre mot de passe : choisissez-en un que vous seul connaissez.",
    en: 'Somebody else chose your password: choose one that only you know.',
  },
  pc: { fr: 'PC', en: 'PC' },
  state: { fr: 'État', en: 'State' },
  step: { fr: 'Étape', en: 'Step' },
  since: { fr: 'Depuis', en: 'Since' },
  underWay: { fr: 'En cours', en: 'Under way' },
  nothingUnderWay: { fr: 'Aucun PC armé ou en cours.', en: 'No PC is armed or under way.' },
  noLot: {
    fr: 'Aucun lot : créez-en un avec « etabli lot import ».',
    en: 'No lot: create one with "etabli lot import".',
  },
  toYou: { fr: 'À vous', en: 'Needs you' },
  ended: { fr: 'Terminés', en: 'Ended' },
  showAll: { fr: 'Tout afficher', en: 'Show all' },
  lotEnded: { fr: 'lot terminé', en: 'lot finished' },
  lotReport: { fr: 'Rapport du lot (PDF)', en: 'Report of the lot (PDF)' },
  lotSummary: { fr: 'Récapitulatif (CSV)', en: 'Summary (CSV)' },
  lostTitle: { fr: 'Établi ne répond plus', en: 'Établi does not answer' },
  lostSince: { fr: 'Sans nouvelles depuis', en: 'Nothing heard since' },
  lostExplained: {
    fr: 'Cette page montre l’état d’alors. Elle se remettra à jour d’elle-même dès que le serveur répondra.',
    en: 'This page shows how things were then. It will catch up by itself as soon as the server answers.',
  },
  nothingEnded: { fr: 'Rien encore.', en: 'Nothing yet.' },
  emptyLot: { fr: 'Ce lot est vide.', en: 'This lot is empty.' },
  arming: { fr: 'Armer', en: 'Arm' },
  armingExplained: {
    fr: 'Armer permet d’effacer ces disques. Rien n’est effacé avant.',
    en: 'Arming allows these disks to be erased. Nothing is erased before.',
  },
  understood: { fr: 'J’ai lu ce qui sera effacé.', en: 'I have read what will be erased.' },
  armLot: { fr: 'Armer le lot', en: 'Arm the lot' },
  toDo: { fr: 'À faire :', en: 'To do:' },
  certificate: { fr: 'Certificat', en: 'Certificate' },
  reservations: { fr: 'Réserves', en: 'Reservations' },
  reservationsExplained: {
    fr: 'Chacune attend que quelqu’un l’accepte sous son nom : le certificat la portera.',
    en: 'Each waits for somebody to accept it by name: the certificate will say so.',
  },
  accept: { fr: 'Accepter la réserve', en: 'Accept the reservation' },
  acceptedBy: { fr: 'acceptée par', en: 'accepted by' },
  manualChecks: { fr: 'Contrôles à faire par un technicien', en: 'Checks for a technician' },
  remark: { fr: 'Remarque', en: 'Remark' },
  passed: { fr: 'Conforme', en: 'Passed' },
  failed: { fr: 'Non conforme', en: 'Failed' },
  notApplicable: { fr: 'Sans objet', en: 'Not applicable' },
  remarkNeeded: {
    fr: 'Écrivez ici ce que vous avez vu : il faut une remarque si le contrôle n’est pas conforme ou est sans objet.',
    en: 'Write here what you saw: a remark is needed when the check failed or is not applicable.',
  },
  checks: { fr: 'Contrôles', en: 'Checks' },
  check: { fr: 'Contrôle', en: 'Check' },
  expected: { fr: 'Attendu', en: 'Expected' },
  measured: { fr: 'Mesuré', en: 'Measured' },
  verdict: { fr: 'Verdict', en: 'Verdict' },
  cancel: { fr: 'Annuler le déploiement', en: 'Cancel the deployment' },
  cancelTitle: { fr: 'Annuler', en: 'Cancel' },
  cancelExplained: {
    fr: 'Je mets fin à ce déploiement. On ne peut pas revenir en arrière, et le PC peut rester sans système.',
    en: 'I end this deployment. It cannot be undone, and the PC may be left without a system.',
  },
  close: { fr: 'Clore', en: 'Close' },
  closeTitle: { fr: 'Clore l’échec', en: 'Close the failure' },
  closeExplained: {
    fr: 'Si ce PC ne sera pas repris : dites ce qu’il devient. Il quitte « À vous », et le lot peut se terminer.',
    en: 'If this PC will not be retried: say what becomes of it. It leaves “Needs you”, and the lot can finish.',
  },
  noteNeeded: {
    fr: 'Dites ici ce que devient le PC : sans cela, l’échec reste ouvert.',
    en: 'Say here what becomes of the PC: without that, the failure stays open.',
  },
  closingNote: { fr: 'Ce que devient le PC', en: 'What becomes of the PC' },
  closedBy: { fr: 'Clos par', en: 'Closed by' },
  steps: { fr: 'Étapes', en: 'Steps' },
  log: { fr: 'Journal', en: 'Log' },
  model: { fr: 'Modèle', en: 'Model' },
  serial: { fr: 'N° de série', en: 'Serial number' },
  seen: { fr: 'Vue', en: 'Seen' },
  noMachine: {
    fr: 'Aucune machine : démarrez un PC par le réseau, il s’inscrit de lui-même.',
    en: 'No machine: boot a PC from the network, it registers by itself.',
  },
  pages: { fr: 'Pages', en: 'Pages' },
  previous: { fr: 'Précédente', en: 'Previous' },
  next: { fr: 'Suivante', en: 'Next' },
  deployments: { fr: 'Déploiements', en: 'Deployments' },
  neverDeployed: { fr: 'Jamais déployée.', en: 'Never deployed.' },
  notices: { fr: 'À savoir', en: 'Worth knowing' },
  refusals: { fr: 'Tickets refusés', en: 'Refused tickets' },
  refusalsExplained: {
    fr: 'Un PC a montré un ticket qui ne vaut pas, ou plus, pour lui. Plusieurs refus d’une même adresse : allez voir quel appareil y est branché.',
    en: 'A PC showed a ticket that is not, or no longer, good for it. Several refusals of one address: go and see what is plugged in there.',
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
    fr: 'Le PC a répondu avec une autre clé que celle qui était retenue : il a redémarré, ou un autre PC a pris sa place.',
    en: 'The PC answered with another key than the one that was pinned: it started again, or another PC took its place.',
  },
  spokeAs: { fr: 'Système', en: 'System' },
  formerKey: { fr: 'Ancienne clé', en: 'Former key' },
  currentKey: { fr: 'Nouvelle clé', en: 'New key' },
  goBack: { fr: 'Revenir', en: 'Go back' },
  management: { fr: 'Gestion de l’appareil', en: 'Management of the device' },
  managementExplained: {
    fr: 'L’appareil prend son profil par un lien qui ne s’ouvre qu’une fois ; le journal le garde.',
    en: 'The device takes its profile by a link that opens once; the audit log keeps it.',
  },
  profile: { fr: 'Profil', en: 'Profile' },
  platform: { fr: 'Système', en: 'System' },
  makeLink: { fr: 'Faire un lien', en: 'Make a link' },
  noProfile: {
    fr: 'Aucun profil : donnez-en un avec « etabli profile apply ».',
    en: 'No profile: give one with "etabli profile apply".',
  },
  scanOnce: { fr: 'À scanner avec l’appareil, une fois', en: 'Scan it with the device, once' },
  qrOfLink: { fr: 'Code QR du lien', en: 'QR code of the link' },
  linkUntil: { fr: 'Valable jusqu’à', en: 'Good until' },
  notCarried: { fr: 'Ce que ce système ne peut pas', en: 'What this system cannot' },
} satisfies Record<string, Bilingual>;

export type Words = Record<keyof typeof WORDS, string>;

const SAID = new Map<Language, Words>();

/** All the words in one language. */
export function wordsIn(language: Language): Words {
  const known = SAID.get(language);
  if (known) return known;
  const entries = Object.entries(WORDS).map(([name, text]) => [name, say(text, language)]);
  const words = Object.fromEntries(entries) as Words;
  SAID.set(language, words);
  return words;
}
