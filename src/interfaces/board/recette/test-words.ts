import { wordsOf } from '../frame/words.js';

/** The texts of the pages that a PC opens to test itself. */
export const testWords = wordsOf({
  title: { fr: 'Essais à faire sur le PC', en: 'Tests to run on the PC' },
  local: {
    fr: 'Ces pages ne demandent pas de compte. Ce que la webcam et le microphone voient et entendent ne quitte pas ce PC.',
    en: 'These pages need no account. What the webcam and the microphone see and hear does not leave this PC.',
  },
  otherTests: { fr: 'Autres essais', en: 'Other tests' },
  start: { fr: 'Commencer', en: 'Begin' },
  stop: { fr: 'Arrêter', en: 'Stop' },
  screen: { fr: 'Écran', en: 'Screen' },
  screenHow: {
    fr: 'Chaque couleur remplit l’écran. Touchez, cliquez ou appuyez sur Espace pour la suivante ; Échap pour arrêter. Cherchez un pixel d’une autre couleur, une rayure, une tache, une fuite de lumière.',
    en: 'Each colour fills the screen. Touch, click or press Space for the next one; Escape to stop. Look for a pixel of another colour, a scratch, a stain, a light leak.',
  },
  screenDone: { fr: 'Toutes les couleurs sont passées.', en: 'All colours have been shown.' },
  nextColour: { fr: 'Couleur suivante', en: 'Next colour' },
  keyboard: { fr: 'Clavier', en: 'Keyboard' },
  keyboardHow: {
    fr: 'Appuyez sur chaque touche : elle se coche. Les touches sont à leur place sur le PC, même si d’autres lettres y sont imprimées. Pour sortir au clavier, appuyez deux fois de suite sur Échap.',
    en: 'Press each key: it gets its mark. Keys are shown by their place, even where other letters are printed on them. To leave by keyboard, press Escape twice in a row.',
  },
  keysSeen: { fr: 'touches vues sur', en: 'keys seen of' },
  otherKeys: { fr: 'Autres touches vues :', en: 'Other keys seen:' },
  notSeen: {
    fr: 'Un navigateur ne voit pas la touche Fn, et le système garde parfois Impr. écran, ⊞ ou le volume pour lui : essayez-les à la main.',
    en: 'A browser does not see the Fn key, and the system may keep Print Screen, ⊞ or the volume for itself: try them by hand.',
  },
  touchpad: { fr: 'Pavé tactile', en: 'Touchpad' },
  touchpadHow: {
    fr: 'Dans le cadre, faites avec le pavé tactile tout ce qui est dans la liste : chaque ligne se coche.',
    en: 'In the frame, do with the touchpad everything that is in the list: each line gets its mark.',
  },
  touchpadFrame: { fr: 'Cadre d’essai du pavé tactile', en: 'Frame to test the touchpad' },
  corners: { fr: 'Pointeur dans les quatre coins du cadre', en: 'Pointer in the four corners of the frame' },
  leftClick: { fr: 'Clic gauche', en: 'Left click' },
  rightClick: { fr: 'Clic droit', en: 'Right click' },
  doubleClick: { fr: 'Double clic', en: 'Double click' },
  scrolled: { fr: 'Défilement vers le haut et vers le bas', en: 'Scroll up and down' },
  webcam: { fr: 'Webcam', en: 'Webcam' },
  webcamHow: {
    fr: 'Commencez, puis autorisez la webcam. Ouvrez son cache. L’image doit être nette et bouger avec vous.',
    en: 'Begin, then allow the webcam. Open its cover. The picture must be sharp and move with you.',
  },
  webcamPicture: { fr: 'Image de la webcam', en: 'Picture of the webcam' },
  sound: { fr: 'Son et microphone', en: 'Sound and microphone' },
  speakers: { fr: 'Haut-parleurs', en: 'Loudspeakers' },
  speakersHow: {
    fr: 'Montez le volume à moitié, puis jouez un son de chaque côté.',
    en: 'Set the volume to half, then play a sound on each side.',
  },
  left: { fr: 'À gauche', en: 'Left' },
  right: { fr: 'À droite', en: 'Right' },
  both: { fr: 'Des deux côtés', en: 'Both sides' },
  microphone: { fr: 'Microphone', en: 'Microphone' },
  microphoneHow: {
    fr: 'Commencez, puis autorisez le microphone. Parlez : le niveau suit votre voix, puis retombe.',
    en: 'Begin, then allow the microphone. Speak: the level follows your voice, then falls.',
  },
  level: { fr: 'Niveau', en: 'Level' },
  loudest: { fr: 'Le plus fort', en: 'Loudest' },
  refused: {
    fr: 'Le navigateur n’a pas eu le droit de s’en servir : autorisez-le dans la barre d’adresse, puis recommencez.',
    en: 'The browser was not allowed to use it: allow it in the address bar, then begin again.',
  },
  absent: {
    fr: 'Ce PC n’en montre aucun au navigateur : il manque, il est débranché, coupé par une touche, ou son pilote manque.',
    en: 'This PC shows none to the browser: it is missing, unplugged, switched off by a key, or its driver is missing.',
  },
  inUse: {
    fr: 'Il ne démarre pas : un autre programme s’en sert peut-être. Fermez-le, puis recommencez.',
    en: 'It does not start: another program may be using it. Close that, then begin again.',
  },
  insecure: {
    fr: 'Le navigateur ne le permet que par HTTPS : ouvrez cette page par son adresse en https://.',
    en: 'The browser allows it over HTTPS only: open this page by its https:// address.',
  },
  needsScripts: {
    fr: 'Ces essais demandent les scripts du navigateur.',
    en: 'These tests need the scripts of the browser.',
  },
});
