import { z } from 'zod';
import type { Bilingual } from '../../platform/core/index.js';
import { type OptionHive, place, row } from './option-row.js';

const ACCESSIBILITY = 'Control Panel\\Accessibility';

/** The default of `Flags`, a text in the registry, and the meaning of its bits. winuser.h, STICKYKEYS and similar. */
const KEY_AIDS = {
  stickyKeys: {
    key: `${ACCESSIBILITY}\\StickyKeys`,
    usual: 0x1fe,
    bits: {
      on: 0x1,
      shortcut: 0x4,
      confirmShortcut: 0x8,
      shortcutSound: 0x10,
      indicator: 0x20,
      audibleFeedback: 0x40,
      lockOnSecondPress: 0x80,
      offWhenTwoPressed: 0x100,
    },
  },
  filterKeys: {
    key: `${ACCESSIBILITY}\\Keyboard Response`,
    usual: 0x7e,
    bits: {
      on: 0x1,
      shortcut: 0x4,
      confirmShortcut: 0x8,
      shortcutSound: 0x10,
      indicator: 0x20,
      audibleFeedback: 0x40,
    },
  },
  toggleKeys: {
    key: `${ACCESSIBILITY}\\ToggleKeys`,
    usual: 0x3e,
    bits: { on: 0x1, shortcut: 0x4, confirmShortcut: 0x8, shortcutSound: 0x10, indicator: 0x20 },
  },
  mouseKeys: {
    key: `${ACCESSIBILITY}\\MouseKeys`,
    usual: 0x3e,
    bits: {
      on: 0x1,
      shortcut: 0x4,
      confirmShortcut: 0x8,
      shortcutSound: 0x10,
      indicator: 0x20,
      ctrlAndShift: 0x40,
      whenNumLockOn: 0x80,
    },
  },
} as const;

type Aid = keyof typeof KEY_AIDS;

const BITS: Record<string, Bilingual> = {
  on: { fr: 'Active dès le départ', en: 'It is on from the start' },
  shortcut: { fr: 'Son raccourci l’active', en: 'Its shortcut turns it on' },
  confirmShortcut: { fr: 'Le raccourci demande confirmation', en: 'The shortcut asks first' },
  shortcutSound: { fr: 'Le raccourci émet un son', en: 'The shortcut makes a sound' },
  indicator: { fr: 'Une icône indique qu’elle est active', en: 'An icon says that it is on' },
  audibleFeedback: { fr: 'Un son à chaque touche', en: 'A sound at each key' },
  lockOnSecondPress: {
    fr: 'Une touche pressée deux fois reste enfoncée',
    en: 'A key that is pressed twice stays down',
  },
  offWhenTwoPressed: { fr: 'Deux touches à la fois la désactivent', en: 'Two keys at once turn it off' },
  ctrlAndShift: {
    fr: 'Ctrl accélère le pointeur, Maj le ralentit',
    en: 'Ctrl makes the pointer faster, Shift slower',
  },
  whenNumLockOn: { fr: 'Fonctionne quand Verr. num. est actif', en: 'It works while Num Lock is on' },
};

type BitShape<K extends Aid> = { [B in keyof (typeof KEY_AIDS)[K]['bits']]: z.ZodOptional<z.ZodBoolean> };

function bitShape<K extends Aid>(aid: K): BitShape<K> {
  const shape = Object.keys(KEY_AIDS[aid].bits).map((bit) => {
    const { fr, en } = BITS[bit]!;
    return [bit, z.boolean().optional().meta({ description: en, descriptionFr: fr })];
  });
  return Object.fromEntries(shape) as BitShape<K>;
}

/** `on`, `available` (the shortcut turns it on), `off` (the shortcut does not), or single bits over the default. */
function keyAid<K extends Aid>(hive: OptionHive, aid: K, description: Bilingual) {
  const value = z.union([z.enum(['on', 'available', 'off']), z.strictObject(bitShape(aid))]);
  return row(
    description,
    value,
    place(hive, KEY_AIDS[aid].key, 'Flags', (wanted) =>
      String(flags(aid, wanted as string | Record<string, boolean>)),
    ),
  );
}

function flags(aid: Aid, wanted: string | Partial<Record<string, boolean>>): number {
  const { usual, bits }: { usual: number; bits: Partial<Record<string, number>> } = KEY_AIDS[aid];
  const each =
    typeof wanted !== 'string'
      ? wanted
      : { on: wanted === 'on', ...(wanted === 'off' ? { shortcut: false } : {}) };
  return Object.entries(each).reduce((sum, [name, on]) => {
    const bit = bits[name] ?? 0;
    return on === undefined ? sum : on ? sum | bit : sum & ~bit;
  }, usual);
}

/** Keyboard accessibility. */
export const keyAidOptions = (hive: OptionHive) => ({
  stickyKeys: keyAid(hive, 'stickyKeys', {
    fr: 'Touches rémanentes : Maj, Ctrl et Alt l’une après l’autre au lieu d’ensemble',
    en: 'Sticky Keys: Shift, Ctrl and Alt one after the other instead of at once',
  }),
  filterKeys: keyAid(hive, 'filterKeys', {
    fr: 'Touches filtres : les frappes brèves ou répétées sont ignorées',
    en: 'Filter Keys: brief and repeated strokes are ignored',
  }),
  toggleKeys: keyAid(hive, 'toggleKeys', {
    fr: 'Touches bascules : un son pour Verr. maj., Verr. num. et Arrêt défil.',
    en: 'Toggle Keys: a sound for Caps Lock, Num Lock and Scroll Lock',
  }),
  mouseKeys: keyAid(hive, 'mouseKeys', {
    fr: 'Touches souris : le pavé numérique déplace le pointeur',
    en: 'Mouse Keys: the numeric keypad moves the pointer',
  }),
});
