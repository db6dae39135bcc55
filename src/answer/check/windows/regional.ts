import type { Bilingual, Severity } from '../../../core/index.js';
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
import type { XmlElement } from '../../../xml/index.js';
import { isPlaceholder } from './placeholder.js';
import type { Report } from './report.js';
import type { WindowsRule } from './rule.js';
import { below } from './windows-file.js';

const INTERNATIONAL = /^Microsoft-Windows-International-Core(?:-WinPE)?$/i;
const SHELL = /^Microsoft-Windows-Shell-Setup$/i;

/** Languages, keyboards and time zones by the names that Windows gives them. */
export const regional: WindowsRule = (file, report) => {
  for (const { name, element } of file.components) {
    if (INTERNATIONAL.test(name)) international(element, report);
    if (SHELL.test(name)) for (const zone of below(element, 'TimeZone')) timeZone(zone, report);
  }
};

const LANGUAGES = [
  'UILanguage',
  'UILanguageFallback',
  'SystemLocale',
  'UserLocale',
  'SetupUILanguage/UILanguage',
];

function international(component: XmlElement, report: Report): void {
  for (const path of LANGUAGES) for (const element of below(component, path)) language(element, report);
  for (const element of below(component, 'InputLocale')) inputLocale(element, report);
}

type Words = { expected: Bilingual; remedy: Bilingual };

function add(
  rule: `windows/${string}`,
  severity: Severity,
  at: XmlElement,
  found: string,
  words: Words,
  report: Report,
) {
  report.add({ rule, severity, at, found, ...words });
}

/** `{TimeZone}` too is filled in later: no name of Windows has braces around it, input methods come in pairs. */
function isFilledIn(text: string): boolean {
  return isPlaceholder(text) || /^\s*\{\w+\}\s*$/.test(text);
}

/** BCP 47: a language, then script, region and variants, as Windows takes them; es-ES_tradnl is its own. */
const TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}(?:[-_](?:tradnl|[a-z0-9]{4,8}))?$/i;
/** LCID in hexadecimal: what older references call a language identifier. */
const LCID = /^(?:0x)?[0-9a-f]{4,8}$/i;

const ONE_TAG = (found: string): Words => ({
  expected: expectedName(
    { fr: 'une langue et un pays comme fr-FR', en: 'a language and a country such as fr-FR' },
    found,
    LOCALES.keys(),
  ),
  remedy: {
    fr: 'écrivez une seule langue, celle de l’image ou d’un module linguistique installé',
    en: 'write a single language, that of the image or of an installed language pack',
  },
});

function language(element: XmlElement, report: Report): void {
  const tag = element.text.trim();
  if (tag === '' || element.children.length > 0 || isFilledIn(tag) || isKnownTag(tag)) return;
  const wellFormed = TAG.test(tag) || LCID.test(tag);
  add('windows/bad-locale', wellFormed ? 'warning' : 'error', element, tag, ONE_TAG(tag), report);
}

function isKnownTag(tag: string): boolean {
  return localeOf(tag) !== undefined || localeOfLcid(tag.replace(/^0x/i, '')) !== undefined;
}

const INPUT = (found: string): Words => ({
  expected: expectedName(
    {
      fr: 'des langues (fr-FR) ou des paires langue:clavier (040c:0000040c), séparées par ;',
      en: 'languages (fr-FR) or pairs of language:keyboard (040c:0000040c), separated by ;',
    },
    found,
    LOCALES.keys(),
  ),
  remedy: {
    fr: 'corrigez cet élément de la liste : Windows ne l’ajouterait pas',
    en: 'mend this item of the list: Windows would not add it',
  },
});

function inputLocale(element: XmlElement, report: Report): void {
  if (isFilledIn(element.text)) return;
  for (const item of element.text.split(';').map((each) => each.trim())) {
    const severity = item === '' ? undefined : severityOfInput(item);
    if (severity) add('windows/bad-input-locale', severity, element, item, INPUT(item), report);
  }
}

/** Sure of what has neither form; what the tables do not know may be of a newer Windows, or of an installed keyboard. */
function severityOfInput(item: string): Severity | undefined {
  const parts = inputProfileParts(item);
  if (parts) {
    const known = localeOfLcid(parts.lcid) !== undefined || parts.lcid === '0c00';
    return known && isKnownKeyboard(parts.lcid, parts.keyboard) ? undefined : 'warning';
  }
  if (isKnownTag(item)) return undefined;
  return TAG.test(item) || LCID.test(item) ? 'warning' : 'error';
}

/** Zones that Windows keeps under these names for old files. HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Time Zones. */
const OLD_ZONES = [
  'Kamchatka Standard Time',
  'Mid-Atlantic Standard Time',
  'Armenian Standard Time',
  'Mexico Standard Time',
];
const KNOWN_ZONES = new Set([...WINDOWS_TIME_ZONES.keys(), ...OLD_ZONES].map((zone) => zone.toLowerCase()));

function timeZone(element: XmlElement, report: Report): void {
  const found = element.text.trim();
  const zone = found.replace(/_dstoff$/i, '').toLowerCase();
  if (zone === '' || KNOWN_ZONES.has(zone) || isFilledIn(found)) return;
  // An IANA zone is no name of Windows, but the right one is sure.
  const meant = windowsTimeZone(found);
  const what = {
    fr: 'un fuseau de Windows comme Romance Standard Time',
    en: 'a time zone of Windows such as Romance Standard Time',
  };
  add(
    'windows/bad-time-zone',
    'error',
    element,
    found,
    {
      expected: meant ? { fr: meant, en: meant } : expectedName(what, found, WINDOWS_TIME_ZONES.keys()),
      remedy: {
        fr: 'écrivez le nom que `tzutil /l` donne : Windows ne connaît pas celui-ci',
        en: 'write the name that `tzutil /l` gives: Windows does not know this one',
      },
    },
    report,
  );
}
