import { ADVANCED, elsewhere, flag, toggle } from '../option-row.js';

const DESKTOP = 'Control Panel\\Desktop';
const DWM = 'Software\\Microsoft\\Windows\\DWM';

/** Effects that are each a bit of UserPreferencesMask: (SPI_SET… - 0x1000) / 2, as winuser.h numbers them. */
export const EFFECT_BITS = {
  menuAnimation: 1,
  comboBoxAnimation: 2,
  smoothScrolling: 3,
  selectionFade: 10,
  tooltipAnimation: 11,
  pointerShadow: 13,
  windowShadow: 18,
  controlAnimations: 33,
} as const;

const MASK = elsewhere(`script defaultUser HKCU\\${DESKTOP} UserPreferencesMask`);

/** Visual effects, one by one. */
export const EFFECT_OPTIONS = {
  controlAnimations: toggle(
    { fr: 'Les contrôles et les parties de fenêtres sont animés', en: 'Controls and parts of windows move' },
    MASK,
  ),
  windowAnimations: toggle(
    {
      fr: 'Les fenêtres sont animées quand on les réduit ou les agrandit',
      en: 'Windows move when they are minimised and maximised',
    },
    flag('defaultUser', `${DESKTOP}\\WindowMetrics`, 'MinAnimate', '1', '0'),
  ),
  taskbarAnimations: toggle(
    { fr: 'Animations dans la barre des tâches', en: 'Animations of the taskbar' },
    flag('defaultUser', ADVANCED, 'TaskbarAnimations'),
  ),
  peek: toggle(
    { fr: 'L’aperçu du bureau', en: 'Peek at the desktop' },
    flag('defaultUser', DWM, 'EnableAeroPeek'),
  ),
  menuAnimation: toggle(
    { fr: 'Les menus apparaissent en fondu ou en glissant', en: 'Menus fade or slide into view' },
    MASK,
  ),
  tooltipAnimation: toggle(
    { fr: 'Les info-bulles apparaissent en fondu ou en glissant', en: 'Tool tips fade or slide into view' },
    MASK,
  ),
  selectionFade: toggle(
    {
      fr: 'Les commandes d’un menu disparaissent en fondu après le clic',
      en: 'Menu items fade out after clicking',
    },
    MASK,
  ),
  thumbnailsKept: toggle(
    { fr: 'Conserve les miniatures de la barre des tâches', en: 'Keeps the pictures of the taskbar' },
    flag('defaultUser', DWM, 'AlwaysHibernateThumbnails'),
  ),
  pointerShadow: toggle({ fr: 'Une ombre sous le pointeur', en: 'A shadow under the pointer' }, MASK),
  windowShadow: toggle({ fr: 'Des ombres sous les fenêtres', en: 'Shadows under windows' }, MASK),
  thumbnails: toggle(
    { fr: 'Des miniatures de fichiers au lieu d’icônes', en: 'Pictures of files instead of icons' },
    flag('defaultUser', ADVANCED, 'IconsOnly', 0, 1),
  ),
  translucentSelection: toggle(
    { fr: 'Un rectangle de sélection translucide', en: 'A translucent selection rectangle' },
    flag('defaultUser', ADVANCED, 'ListviewAlphaSelect'),
  ),
  contentsWhileDragging: toggle(
    {
      fr: 'Les fenêtres montrent leur contenu pendant qu’on les déplace',
      en: 'Windows show their contents while they are dragged',
    },
    flag('defaultUser', DESKTOP, 'DragFullWindows', '1', '0'),
  ),
  comboBoxAnimation: toggle({ fr: 'Les listes s’ouvrent en glissant', en: 'Lists slide open' }, MASK),
  fontSmoothing: toggle(
    { fr: 'Lisse les contours des polices', en: 'Smooth edges of fonts' },
    flag('defaultUser', DESKTOP, 'FontSmoothing', '2', '0'),
  ),
  smoothScrolling: toggle({ fr: 'Les listes défilent en douceur', en: 'Lists scroll smoothly' }, MASK),
  iconLabelShadow: toggle(
    { fr: 'Des ombres sous les noms des icônes', en: 'Shadows under the labels of icons' },
    flag('defaultUser', ADVANCED, 'ListviewShadow'),
  ),
};
