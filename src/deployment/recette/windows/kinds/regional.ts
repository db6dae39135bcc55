import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import {
  inputProfile,
  inputProfileParts,
  keyboardOfXkb,
  localeOf,
  localeOfPosix,
} from '../../../../documents/windows-tables/index.js';
import { listText } from '../../judgement.js';
import type { WindowsAsked } from '../asked.js';
import { goodIf, NOT_ASKED, unknown, windowsKind } from '../windows-kind.js';

const regional = z.object({
  installed: z.string(),
  systemLocale: z.string(),
  keyboards: z.array(z.string()),
  timeZone: z.string(),
});

const isLeftOpen = ({ windows }: WindowsAsked) => (windows.language?.ask === true ? NOT_ASKED : undefined);

/** The pairs of the profile, with the language and keyboard of Linux where it says none for Windows. */
function pairsOf({ windows, document }: WindowsAsked) {
  const pairs = windows.language?.locales;
  if (pairs !== undefined)
    return pairs.map(({ language, keyboard }) => ({ locale: localeOf(language), keyboard }));
  const { layout, variant } = document.locale.keyboard;
  return [{ locale: localeOfPosix(document.locale.language), keyboard: keyboardOfXkb(layout, variant) }];
}

function systemLocaleOf(asked: WindowsAsked): string | undefined {
  const own = asked.windows.language?.systemLocale;
  return own === undefined ? pairsOf(asked)[0]?.locale?.tag : localeOf(own)?.tag;
}

const locale = windowsKind({
  kind: 'locale',
  title: { fr: 'Langue de Windows', en: 'Language of Windows' },
  requirement: {
    fr: 'Windows parle la langue demandée',
    en: 'Windows speaks the language that was asked for',
  },
  severity: 'reserve',
  probe: 'regional',
  value: regional,
  expected: (asked) =>
    same([asked.image?.languages.join(' '), systemLocaleOf(asked)].filter(Boolean).join(', ') || '—'),
  notFor: isLeftOpen,
  judge: ({ value: { installed, systemLocale }, asked }) => {
    if (installed === '' || systemLocale === '')
      return unknown({ fr: 'langue illisible', en: 'unreadable language' });
    const languages = asked.image?.languages ?? [];
    const speaks =
      languages.length === 0 || languages.some((one) => one.toLowerCase() === installed.toLowerCase());
    const wanted = systemLocaleOf(asked);
    const isRight = wanted === undefined || wanted.toLowerCase() === systemLocale.toLowerCase();
    return goodIf(speaks && isRight, same(`${installed}, ${systemLocale}`));
  },
});

const keyboard = windowsKind({
  kind: 'keyboard',
  title: { fr: 'Clavier', en: 'Keyboard' },
  requirement: {
    fr: 'Les touches de l’écran d’ouverture de session sont celles du clavier',
    en: 'The keys of the logon screen are those of the keyboard',
  },
  severity: 'reserve',
  probe: 'regional',
  value: regional,
  expected: (asked) => same(keyboardOf(asked) ?? '—'),
  notFor: (asked) => isLeftOpen(asked) ?? (keyboardOf(asked) === undefined ? NOT_ASKED : undefined),
  // The first of the list is the one that is on; an entry may name a language in its upper half, `d0010409`.
  judge: ({ value: { keyboards }, asked }) => {
    const [first] = keyboards;
    if (first === undefined) return unknown({ fr: 'aucun clavier', en: 'no keyboard' });
    const wanted = keyboardOf(asked)!;
    const isSame = (one: string): boolean => one.toLowerCase() === wanted;
    const isRight =
      isSame(first) || (/^d/i.test(first) && first.slice(-4).toLowerCase() === wanted.slice(-4));
    return goodIf(isRight, same(listText(keyboards)));
  },
});

/** A KLID, `0000040c`; undefined for an input method, which the list shows otherwise. */
function keyboardOf(asked: WindowsAsked): string | undefined {
  const [first] = pairsOf(asked);
  if (first?.locale === undefined) return undefined;
  const profile = inputProfile(first.locale, first.keyboard);
  const klid = profile === undefined ? undefined : inputProfileParts(profile)?.keyboard;
  return klid?.startsWith('{') === true ? undefined : klid;
}

export const REGIONAL_KINDS = [locale, keyboard];
