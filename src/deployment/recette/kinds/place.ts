import { same } from '../../../platform/core/index.js';
import { z } from 'zod';
import { checkKind } from '../check.js';
import { judged, keyValues, unmeasured } from '../judgement.js';

/** Normalises a locale name: `locale -a` prints `fr_FR.utf8` for `fr_FR.UTF-8`. */
function localeName(text: string): string {
  return text.trim().toLowerCase().replace('utf-8', 'utf8');
}

const locale = checkKind({
  kind: 'locale',
  title: { fr: 'Langue du système', en: 'System language' },
  parameters: z.strictObject({ language: z.string().optional() }),
  facts: ['locale'],
  command: () =>
    `for file in /etc/default/locale /etc/locale.conf; do [ -r "$file" ] && cat "$file"; done
command -v locale >/dev/null && locale -a 2>/dev/null | sed 's/^/HAS /'
true`,
  judge: (output, { language }, facts) => {
    const wanted = language ?? facts.locale.language;
    const set = keyValues(output.stdout)['LANG'] ?? '';
    const built = [...output.stdout.matchAll(/^HAS (\S+)$/gm)].map(([, name = '']) => localeName(name));
    if (built.length === 0)
      return unmeasured(same(wanted), { fr: 'aucune langue listée', en: 'no locale listed' });
    const isBuilt = built.includes(localeName(wanted));
    const measured = isBuilt
      ? same(set === '' ? '—' : set)
      : { fr: `${set}, non générée`, en: `${set}, not generated` };
    return judged(isBuilt && localeName(set) === localeName(wanted), same(wanted), measured, { set, built });
  },
});

const keyboard = checkKind({
  kind: 'keyboard',
  title: { fr: 'Disposition du clavier', en: 'Keyboard layout' },
  parameters: z.strictObject({ layout: z.string().optional(), variant: z.string().optional() }),
  facts: ['locale'],
  command: () =>
    `[ -r /etc/default/keyboard ] && cat /etc/default/keyboard; [ -r /etc/vconsole.conf ] && cat /etc/vconsole.conf; true`,
  judge: (output, parameters, facts) => {
    const layout = parameters.layout ?? facts.locale.keyboard.layout;
    const variant = parameters.variant ?? (parameters.layout ? '' : (facts.locale.keyboard.variant ?? ''));
    const expected = same([layout, variant].filter(Boolean).join(' '));
    const values = keyValues(output.stdout);
    const [set, setVariant = ''] = [values['XKBLAYOUT'], values['XKBVARIANT']];
    if (set === undefined) return unmeasured(expected, { fr: 'aucun réglage', en: 'no setting' });
    const measured = same([set, setVariant].filter(Boolean).join(' '));
    return judged(set === layout && setVariant === variant, expected, measured, {
      layout: set,
      variant: setVariant,
    });
  },
});

const timezone = checkKind({
  kind: 'timezone',
  title: { fr: 'Fuseau horaire', en: 'Time zone' },
  parameters: z.strictObject({ timeZone: z.string().optional() }),
  facts: ['locale'],
  command: () => `echo "LINK=$(readlink -f /etc/localtime)"; echo "OFFSET=$(date +%z)"`,
  judge: (output, { timeZone }, facts) => {
    const wanted = timeZone ?? facts.locale.timeZone;
    const values = keyValues(output.stdout);
    const set = /^\/usr\/share\/zoneinfo\/(?:posix\/)?(.+)$/.exec(values['LINK'] ?? '')?.[1];
    if (set === undefined) return unmeasured(same(wanted), { fr: 'fuseau illisible', en: 'unreadable zone' });
    return judged(set === wanted, same(wanted), same(set), { zone: set, offset: values['OFFSET'] });
  },
});

export const PLACE_KINDS = [locale, keyboard, timezone];
