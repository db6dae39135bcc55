import { z } from 'zod';
import {
  ADVANCED,
  elsewhere,
  EXPLORER,
  flag,
  landsIn,
  type OptionRow,
  place,
  type RegistryPlace,
  row,
  toggle,
} from '../option-row.js';

const DESKTOP = 'Control Panel\\Desktop';
const DWM = 'Software\\Microsoft\\Windows\\DWM';

/** Effects that are one bit of UserPreferencesMask: (SPI_SET… - 0x1000) / 2, with the numbers of winuser.h. */
const BITS = {
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
const EFFECTS = {
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

type Effect = keyof typeof EFFECTS;
export type EachEffect = { [E in Effect]?: boolean | undefined };
export type Effects = 'appearance' | 'performance' | EachEffect;

const shape = Object.fromEntries(
  Object.entries(EFFECTS).map(([name, one]) => {
    const { fr, en } = one.description;
    return [name, one.schema.optional().meta({ description: en, descriptionFr: fr, landsIn: landsIn(one) })];
  }),
) as Record<Effect, z.ZodOptional<z.ZodBoolean>>;

/** The default of a new account. */
const USUAL_MASK = 0x12_8007_1e9en;
const MASKS = { appearance: 0x12_8007_3e9en, performance: 0x10_8003_1290n };

/** UserPreferencesMask, eight bytes, little-endian. `single` replaces `effects`. */
export function preferencesMask(effects: Effects | undefined, single: EachEffect = {}): number[] {
  const start = typeof effects === 'string' ? MASKS[effects] : USUAL_MASK;
  const wanted: EachEffect = { ...(typeof effects === 'object' ? effects : {}), ...single };
  const mask = (Object.entries(BITS) as [Effect, number][]).reduce((sum, [effect, bit]) => {
    const on = wanted[effect];
    if (on === undefined) return sum;
    return on ? sum | (1n << BigInt(bit)) : sum & ~(1n << BigInt(bit));
  }, start);
  return Array.from({ length: 8 }, (_, byte) => Number((mask >> BigInt(8 * byte)) & 0xffn));
}

/** VisualFXSetting in the performance options of Windows. */
const SETTINGS = { appearance: 1, performance: 2, oneByOne: 3 };

/** The registry values of one effect, whether all effects or single ones are set. */
function placesOf([effect, { places }]: [string, OptionRow<z.ZodBoolean>]): RegistryPlace<Effects>[] {
  const registry = places.filter((one) => one.to === 'registry');
  return registry.map((one) => ({
    ...one,
    values: (effects) => {
      const on = typeof effects === 'string' ? effects === 'appearance' : effects[effect as Effect];
      return on === undefined ? {} : one.values(on);
    },
  }));
}

export const EFFECT_OPTION = row(
  { fr: 'Les effets visuels : tous, aucun, ou un par un', en: 'Visual effects: all, none, or one by one' },
  z.union([z.enum(['appearance', 'performance']), z.strictObject(shape)]),
  place(
    'defaultUser',
    `${EXPLORER}\\VisualEffects`,
    'VisualFXSetting',
    (effects: Effects) => SETTINGS[typeof effects === 'string' ? effects : 'oneByOne'],
  ),
  place('defaultUser', DESKTOP, 'UserPreferencesMask', (effects: Effects) => preferencesMask(effects)),
  ...Object.entries(EFFECTS).flatMap(placesOf),
);
