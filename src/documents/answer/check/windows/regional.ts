import type { Bilingual, Severity } from '../../../../platform/core/index.js';
import {
  expectedName,
  inputProfileParts,
  isKnownKeyboard,
  localeOf,
  localeOfLcid,
  LOCALES,
  WINDOWS_TIME_ZONES,
  windowsTimeZone,
} from '../../../windows-tables/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { below } from './windows-file.js';

const INTERNATIONAL = /^Microsoft-Windows-International-Core(?:-WinPE)?$/i;
const SHELL = /^Microsoft-Windows-Shell-Setup$/i;

/** Checks the names of languages, keyboards and time zones. */
export const regional: WindowsRule = (file, report) => {
  const look = new RegionalLook(report);
  for (const { name, element } of file.components) {
    if (INTERNATIONAL.test(name)) look.international(element);
    if (SHELL.test(name)) for (const zone of below(element, 'TimeZone')) look.timeZone(zone);
  }
};

const LANGUAGES = [
  'UILanguage',
  'UILanguageFallback',
  'SystemLocale',
  'UserLocale',
  'SetupUILanguage/UILanguage',
];

/** Limit on searches for similar names per file, to bound the time for a file with many mistakes. */
const MOST_PROPOSALS = 200;

class RegionalLook {
  private proposals = 0;

  constructor(private readonly report: Report) {}

  international(component: XmlElement): void {
    for (const path of LANGUAGES) for (const element of below(component, path)) this.language(element);
    for (const element of below(component, 'InputLocale')) this.inputLocale(element);
  }

  timeZone(element: XmlElement): void {
    const found = element.text.trim();
    const zone = found.replace(/_dstoff$/i, '').toLowerCase();
    if (zone === '' || KNOWN_ZONES.has(zone) || isFilledIn(found)) return;
    // Windows does not accept an IANA zone, but the matching Windows zone is known.
    const meant = windowsTimeZone(found);
    const expected = meant ? { fr: meant, en: meant } : this.near(ZONE, found, WINDOWS_TIME_ZONES.keys());
    this.report.add({
      rule: 'windows/bad-time-zone',
      severity: 'error',
      at: element,
      found,
      expected,
      remedy: ZONE_REMEDY,
    });
  }

  private language(element: XmlElement): void {
    const tag = element.text.trim();
    if (tag === '' || element.children.length > 0 || isFilledIn(tag) || isKnownTag(tag)) return;
    this.report.add({
      rule: 'windows/bad-locale',
      severity: isWellFormed(tag) ? 'warning' : 'error',
      at: element,
      found: tag,
      expected: this.near(ONE_TAG, tag, LOCALES.keys()),
      remedy: ONE_TAG_REMEDY,
    });
  }

  /** Reports only the worst item of the list. */
  private inputLocale(element: XmlElement): void {
    if (isFilledIn(element.text)) return;
    let worst: { item: string; severity: Severity } | undefined;
    for (const each of element.text.split(';')) {
      const item = each.trim();
      const severity = item === '' ? undefined : severityOfInput(item);
      if (severity === undefined || (worst !== undefined && severity !== 'error')) continue;
      worst = { item, severity };
      if (severity === 'error') break;
    }
    if (worst === undefined) return;
    this.report.add({
      rule: 'windows/bad-input-locale',
      severity: worst.severity,
      at: element,
      found: worst.item,
      expected: this.near(INPUT, worst.item, LOCALES.keys()),
      remedy: INPUT_REMEDY,
    });
  }

  private near(what: Bilingual, found: string, names: Iterable<string>): Bilingual {
    this.proposals += 1;
    return this.proposals > MOST_PROPOSALS ? what : expectedName(what, found, names);
  }
}

/** `{TimeZone}` is a placeholder too: a name of Windows has no braces, except input methods, which have two pairs. */
function isFilledIn(text: string): boolean {
  return isPlaceholder(text) || /^\s*\{\w+\}\s*$/.test(text.slice(0, 200));
}

/**
 * BCP 47: a language, then script, region and variants, as Windows accepts them; a sort order follows an underscore:
 * es-ES_tradnl.
 */
const TAG = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,4}$/i;
/** LCID in hexadecimal; older references call it a language identifier. */
const LCID = /^(?:0x)?[0-9a-f]{4,8}$/i;

function isWellFormed(tag: string): boolean {
  return TAG.test(tag) || LCID.test(tag);
}

/** `fr_FR` is the notation of Linux; Windows does not accept it. */
function isKnownTag(tag: string): boolean {
  if (localeOf(tag) !== undefined) return !tag.includes('_');
  return localeOfLcid(tag.replace(/^0x/i, '')) !== undefined;
}

/**
 * An error if the format is wrong; a warning if the name is unknown, since a newer Windows or an added keyboard may
 * have it.
 */
function severityOfInput(item: string): Severity | undefined {
  const parts = inputProfileParts(item);
  if (parts) {
    const known = localeOfLcid(parts.lcid) !== undefined || parts.lcid === '0c00';
    return known && isKnownKeyboard(parts.lcid, parts.keyboard) ? undefined : 'warning';
  }
  if (isKnownTag(item)) return undefined;
  return isWellFormed(item) ? 'warning' : 'error';
}

/** Zones that Windows keeps for old files. HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Time Zones. */
const OLD_ZONES = [
  'Kamchatka Standard Time',
  'Mid-Atlantic Standard Time',
  'Armenian Standard Time',
  'Mexico Standard Time',
];
const KNOWN_ZONES = new Set([...WINDOWS_TIME_ZONES.keys(), ...OLD_ZONES].map((zone) => zone.toLowerCase()));

const ONE_TAG: Bilingual = {
  fr: 'une langue et un pays comme fr-FR',
  en: 'a language and a country such as fr-FR',
};
const ONE_TAG_REMEDY: Bilingual = {
  fr: 'écrivez une seule langue, celle de l’image ou d’un module linguistique installé',
  en: 'write a single language, that of the image or of an installed language pack',
};
const INPUT: Bilingual = {
  fr: 'des langues (fr-FR) ou des paires langue:clavier (040c:0000040c), séparées par des points-virgules',
  en: 'languages (fr-FR) or pairs of language:keyboard (040c:0000040c), separated by semicolons',
};
const INPUT_REMEDY: Bilingual = {
  fr: 'corrigez cet élément de la liste : Windows ne l’ajouterait pas',
  en: 'correct this item of the list: Windows would not add it',
};
const ZONE: Bilingual = {
  fr: 'un fuseau de Windows comme Romance Standard Time',
  en: 'a time zone of Windows such as Romance Standard Time',
};
const ZONE_REMEDY: Bilingual = {
  fr: 'écrivez le nom que `tzutil /l` donne : Windows ne connaît pas celui-ci',
  en: 'write the name that `tzutil /l` gives: Windows does not know this one',
};
