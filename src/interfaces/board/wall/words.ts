import { wordsOf } from '../frame/words.js';

/** The texts of the wall and of its pages; in a template, `{{t.wall}}`. */
export const wallWords = wordsOf({
  wall: { fr: 'Mur de l’atelier', en: 'Wall of the workshop' },
  workshop: { fr: 'Atelier', en: 'Workshop' },
  hand: { fr: 'À vous', en: 'Over to you' },
  running: { fr: 'En cours', en: 'In progress' },
  waiting: { fr: 'Attendent', en: 'Waiting' },
  ready: { fr: 'Prêts', en: 'Ready' },
  counts: { fr: 'Nombre de PC', en: 'Number of PCs' },
  withoutPosition: { fr: 'Sans emplacement', en: 'Without a position' },
  free: { fr: 'libre', en: 'free' },
  unknown: { fr: 'aucun déploiement', en: 'no deployment' },
  noGrid: {
    fr: 'Aucun emplacement n’est dessiné : un administrateur les dessine sous « Plan ».',
    en: 'No position is drawn: an administrator draws them under “Grid”.',
  },
  nothing: { fr: 'Aucun PC en cours.', en: 'No PC in progress.' },
  place: { fr: 'Placer les PC', en: 'Place the PCs' },
  grid: { fr: 'Plan', en: 'Grid' },
  screens: { fr: 'Écrans', en: 'Screens' },
  tools: { fr: 'Le mur', en: 'The wall' },

  gridTitle: { fr: 'Plan des emplacements', en: 'Grid of positions' },
  gridExplained: {
    fr: 'Nommez chaque emplacement comme il est écrit sur l’établi ; une case vide est un passage. Un PC reste sur l’emplacement qui garde son nom.',
    en: 'Name each position as it is written on the bench; an empty cell is a gap. A PC stays on the position that keeps its name.',
  },
  gridLoses: {
    fr: 'Un emplacement effacé perd son PC, qui passe sous « Sans emplacement » : vous pourrez le replacer.',
    en: 'A position that is removed loses its PC, which goes under “Without a position”; you can place it again.',
  },
  rows: { fr: 'Rangées', en: 'Rows' },
  columns: { fr: 'Colonnes', en: 'Columns' },
  resize: { fr: 'Changer la taille', en: 'Change the size' },
  numberAll: { fr: 'Nommer les cases vides', en: 'Name the empty cells' },
  name: { fr: 'Nom', en: 'Name' },
  switchPort: { fr: 'Port du commutateur', en: 'Port of the switch' },
  row: { fr: 'Rangée', en: 'Row' },
  wrongName: {
    fr: '1 à 12 lettres et chiffres, un nom différent pour chaque emplacement',
    en: '1 to 12 letters and digits, another name for each position',
  },
  saveGrid: { fr: 'Enregistrer le plan', en: 'Save the grid' },
  gridSaved: { fr: 'Le plan est enregistré.', en: 'The grid is saved.' },
  notSaved: { fr: 'Rien n’a été enregistré.', en: 'Nothing was saved.' },

  placeTitle: { fr: 'Placer les PC', en: 'Place the PCs' },
  placeExplained: {
    fr: 'Choisissez l’emplacement, puis scannez le numéro de série du PC qui s’y trouve : l’emplacement libre suivant est alors proposé.',
    en: 'Choose the position, then scan the serial number of the PC that stands there: the next free position is then proposed.',
  },
  position: { fr: 'Emplacement', en: 'Position' },
  serial: { fr: 'Numéro de série du PC', en: 'Serial number of the PC' },
  placeIt: { fr: 'Placer', en: 'Place' },
  placed: { fr: 'PC placés', en: 'Placed PCs' },
  clearIt: { fr: 'Retirer', en: 'Take away' },
  nobody: { fr: 'Aucun PC n’est placé.', en: 'No PC is placed.' },

  screensTitle: { fr: 'Écrans du mur', en: 'Screens of the wall' },
  screensExplained: {
    fr: 'Un écran montre le mur sans compte et sans fin de session. Il ne peut rien faire d’autre, et vous pouvez le révoquer à tout moment.',
    en: 'A screen shows the wall without an account, and its session does not end. It can do nothing else, and you can revoke it at any time.',
  },
  screenName: { fr: 'Nom de l’écran : où il est accroché', en: 'Name of the screen: where it hangs' },
  nameless: { fr: 'Donnez un nom à cet écran.', en: 'Give this screen a name.' },
  addScreen: { fr: 'Ajouter un écran', en: 'Add a screen' },
  screenCode: { fr: 'Code de l’écran', en: 'Code of the screen' },
  typeCode: {
    fr: 'Sur cet écran, ouvrez l’adresse ci-dessous et tapez ce code. Il ne sert qu’une fois et n’est affiché qu’ici.',
    en: 'On that screen, open the address below and type this code. It works once and is shown only here.',
  },
  validUntil: { fr: 'Valable jusqu’à', en: 'Valid until' },
  noScreen: { fr: 'Aucun écran.', en: 'No screen.' },
  seen: { fr: 'Vu', en: 'Seen' },
  notPaired: { fr: 'attend son code', en: 'waits for its code' },
  addedBy: { fr: 'Ajouté par', en: 'Added by' },
  revoke: { fr: 'Révoquer', en: 'Revoke' },
  revokeExplained: {
    fr: 'Un écran révoqué ne montre plus rien, aussitôt. Pour le rétablir, il faut un nouveau code.',
    en: 'A revoked screen shows nothing from that moment on. It needs a new code to come back.',
  },

  pairTitle: { fr: 'Ajouter cet écran', en: 'Add this screen' },
  pairExplained: {
    fr: 'Tapez le code que l’administrateur lit sous « Mur de l’atelier », « Écrans ».',
    en: 'Type the code that the administrator reads under “Wall of the workshop”, “Screens”.',
  },
  code: { fr: 'Code', en: 'Code' },
  pair: { fr: 'Montrer le mur', en: 'Show the wall' },
});
