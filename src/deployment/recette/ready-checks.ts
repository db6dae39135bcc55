import { isReadyCheck, type ProfileDocument, type ReadyCheck } from '../../documents/profile/index.js';
import type { Bilingual } from '../../platform/core/index.js';
import type { ManualCheckRequest } from './manual-checks.js';

/** How a check is done: the moves in their order, and the page that the PC itself opens for it. */
export interface CheckHelp {
  moves: Bilingual[];
  /** The path on this server, to be opened on the PC. */
  page?: string;
}

interface ReadyDefinition extends CheckHelp {
  title: Bilingual;
}

const READY: Record<ReadyCheck, ReadyDefinition> = {
  screen: {
    title: { fr: 'Écran sans défaut', en: 'Screen without fault' },
    page: '/test/screen',
    moves: [
      {
        fr: 'Sur le PC, ouvrez la page d’essai de l’écran et passez en plein écran.',
        en: 'On the PC, open the screen test page and go to full screen.',
      },
      {
        fr: 'Faites défiler les couleurs : cherchez un pixel éteint, allumé ou d’une autre couleur, une rayure, une tache, une ligne.',
        en: 'Go through the colours: look for a pixel that is dark, lit or of another colour, a scratch, a stain, a line.',
      },
      {
        fr: 'Sur le noir, regardez les bords : aucune fuite de lumière gênante.',
        en: 'On black, look at the edges: no disturbing light leaks.',
      },
    ],
  },
  keyboard: {
    title: { fr: 'Toutes les touches du clavier', en: 'Every key of the keyboard' },
    page: '/test/keyboard',
    moves: [
      {
        fr: 'Sur le PC, ouvrez la page d’essai du clavier et appuyez sur chaque touche : elle se colore.',
        en: 'On the PC, open the keyboard test page and press each key: it is coloured.',
      },
      {
        fr: 'Aucune touche ne colle, ne se répète seule, ne manque.',
        en: 'No key sticks, repeats by itself or is missing.',
      },
      {
        fr: 'Essayez à la main les touches Fn (luminosité, volume) : un navigateur ne les voit pas.',
        en: 'Try the Fn keys (brightness, volume) by hand: a browser does not see them.',
      },
    ],
  },
  touchpad: {
    title: { fr: 'Pavé tactile', en: 'Touchpad' },
    page: '/test/touchpad',
    moves: [
      {
        fr: 'Sur le PC, ouvrez la page d’essai du pavé tactile : promenez le pointeur jusqu’aux quatre coins.',
        en: 'On the PC, open the touchpad test page: take the pointer to the four corners.',
      },
      {
        fr: 'Clic gauche, clic droit, défilement à deux doigts : chacun se coche.',
        en: 'Left click, right click, scroll with two fingers: each one gets its mark.',
      },
    ],
  },
  webcam: {
    title: { fr: 'Webcam', en: 'Webcam' },
    page: '/test/webcam',
    moves: [
      {
        fr: 'Ouvrez le cache de la webcam, s’il y en a un.',
        en: 'Open the cover of the webcam, if there is one.',
      },
      {
        fr: 'Sur le PC, ouvrez la page d’essai de la webcam et autorisez-la : l’image est nette et bouge avec vous, le voyant s’allume.',
        en: 'On the PC, open the webcam test page and allow it: the picture is sharp and moves with you, the light is on.',
      },
    ],
  },
  microphone: {
    title: { fr: 'Microphone', en: 'Microphone' },
    page: '/test/sound',
    moves: [
      {
        fr: 'Sur le PC, ouvrez la page d’essai du son et autorisez le microphone.',
        en: 'On the PC, open the sound test page and allow the microphone.',
      },
      {
        fr: 'Parlez à un bras de distance : le niveau suit votre voix et retombe quand vous vous taisez.',
        en: 'Speak at arm’s length: the level follows your voice and falls when you are silent.',
      },
    ],
  },
  loudspeakers: {
    title: { fr: 'Haut-parleurs', en: 'Loudspeakers' },
    page: '/test/sound',
    moves: [
      {
        fr: 'Sur le PC, ouvrez la page d’essai du son et montez le volume à moitié.',
        en: 'On the PC, open the sound test page and set the volume to half.',
      },
      {
        fr: 'Jouez à gauche, puis à droite : le son vient du bon côté, sans grésiller.',
        en: 'Play left, then right: the sound comes from the right side, without crackling.',
      },
    ],
  },
  ports: {
    title: { fr: 'Prises', en: 'Ports' },
    moves: [
      {
        fr: 'Branchez une clé ou une souris dans chaque prise USB : elle est reconnue et tient.',
        en: 'Plug a stick or a mouse into each USB port: it is recognised and holds.',
      },
      {
        fr: 'Essayez la prise vidéo, le réseau, la prise casque et la charge ; regardez qu’aucune n’est tordue.',
        en: 'Try the video port, the network, the headphone socket and charging; see that none is bent.',
      },
    ],
  },
  hinges: {
    title: { fr: 'Charnières et coque', en: 'Hinges and case' },
    moves: [
      {
        fr: 'Ouvrez et fermez l’écran entièrement : il tient à tous les angles, sans jeu ni craquement.',
        en: 'Open and close the screen all the way: it stays at every angle, without play or cracking.',
      },
      {
        fr: 'Faites le tour de la coque : aucune fente, aucune vis qui manque, aucun patin décollé.',
        en: 'Go round the case: no crack, no missing screw, no loose foot.',
      },
    ],
  },
};

type AskedCheck = NonNullable<ProfileDocument['recette']>['manual'][number];

/** The manual checks of a profile, with the titles of those that Établi knows. */
export function manualRequests(asked: readonly AskedCheck[]): ManualCheckRequest[] {
  return asked.map((check) => {
    const { id, title, severity = 'reserve' } = typeof check === 'string' ? { id: check } : asObject(check);
    return { id, title: title ?? readyTitle(id), severity };
  });
}

/** How a check is done; undefined for one whose title is the profile's own, which may mean something else. */
export function helpFor({ id, title }: Pick<ManualCheckRequest, 'id' | 'title'>): CheckHelp | undefined {
  if (!isReadyCheck(id) || READY[id].title.fr !== title.fr) return undefined;
  const { moves, page } = READY[id];
  return { moves, ...(page !== undefined && { page }) };
}

function asObject(check: Exclude<AskedCheck, string>): Partial<ManualCheckRequest> & { id: string } {
  return check;
}

/** The schema of profiles asks for a title unless the check is known. */
function readyTitle(id: string): Bilingual {
  return isReadyCheck(id) ? READY[id].title : { fr: id, en: id };
}
