import { type Bilingual, type Language, readable, say } from '../../../platform/core/index.js';
import {
  editionOfId,
  geoLocation,
  imageLanguageOf,
  localeOf,
  targetsOfImage,
  type WindowsLocale,
  type WindowsProduct,
  windowsTimeZone,
} from '../../windows-tables/index.js';

/** A master of Windows, as a draft of its profile needs it. */
export interface DraftedImage {
  /** Of the master; the profile gets it too. */
  name: string;
  title?: Bilingual;
  /** EDITIONID */
  edition: string;
  build: string;
  languages: readonly string[];
  productType: WindowsProduct;
}

const LONGEST_TITLE = 200;

/** The secret that a draft names for the password of its account. */
export function draftSecret(name: string): string {
  return `${name}/technicien`;
}

/**
 * A profile in YAML that deploys a master of Windows as it is, with comments in one language on what a technician
 * should look at. `zone` is the time zone of the server, for countries with several. Undefined when no release that
 * Établi knows has the build of the image.
 */
export function imageDraft(image: DraftedImage, language: Language, zone: string): string | undefined {
  const [target] = targetsOfImage(image.build, image.productType);
  if (target === undefined) return undefined;
  const t = (fr: string, en: string) => say({ fr, en }, language);
  const title = image.title ?? { fr: image.name, en: image.name };
  return [
    `# ${t('Brouillon pour le master', 'Draft for the master')} ${image.name} (${image.build})`,
    `name: ${word(image.name)}`,
    'title:',
    `  fr: ${quoted(title.fr)}`,
    `  en: ${quoted(title.en)}`,
    '',
    'master:',
    `  # ${t('La dernière version importée ; « version » en fixe une.', 'The version imported last; “version” fixes one.')}`,
    `  name: ${word(image.name)}`,
    '',
    `# ${t('Le seul disque interne. Un PC qui en a deux est refusé tant que la règle ne les distingue pas.', 'The only internal disk. A PC with two is refused until the rule tells them apart.')}`,
    'disk:',
    '  rule: {}',
    '  verify: full',
    '',
    'windows:',
    `  target: ${target}`,
    '  architecture: amd64',
    ...languageLines(image, zone, t),
    ...editionLines(image, t),
    '  name:',
    "    pattern: 'PC-{{serialTail 6}}'",
    ...accountLines(image, t),
    '',
  ].join('\n');
}

type Say = (fr: string, en: string) => string;

function languageLines({ languages: [first] }: DraftedImage, zone: string, t: Say): string[] {
  const locale = localeOf(first ?? '');
  if (locale === undefined) return [];
  const place = geoLocation(locale.geoId ?? -1)?.region;
  const own = zoneOf(locale);
  return [
    '  language:',
    `    image: ${imageLanguageOf(locale)}`,
    '    locales:',
    `      - { language: ${locale.tag} }`,
    ...(place === undefined ? [] : [`    location: ${place}`]),
    ...(own === undefined
      ? [
          `    # ${t('Ce pays a plusieurs fuseaux : celui du serveur, à vérifier.', 'This country has several zones: the server’s, to be checked.')}`,
        ]
      : []),
    `    timeZone: ${own ?? (windowsTimeZone(zone) === undefined ? 'UTC' : zone)}`,
  ];
}

function editionLines({ edition }: DraftedImage, t: Say): string[] {
  const known = editionOfId(edition);
  if (known === undefined) return [];
  return [
    '  setup:',
    `    # ${t('La clé publique de cette édition, qui n’active pas ; celle du micrologiciel active ensuite.', 'The public key of this edition, which does not activate; the one in the firmware does so later.')}`,
    `    edition: { generic: ${known.id} }`,
  ];
}

function accountLines({ name }: DraftedImage, t: Say): string[] {
  const secret = draftSecret(name);
  return [
    '  accounts:',
    '    users:',
    `      # ${t('Son mot de passe est dans le coffre, pas ici :', 'Its password is in the vault, not here:')} etabli secret put ${secret}`,
    '      - name: technicien',
    '        groups: [Administrators]',
    `        password: { vault: ${secret} }`,
    '    microsoftAccount: bypass',
  ];
}

/** The only time zone of a country, by its name in the IANA database; undefined when Windows has several for it. */
function zoneOf({ tag }: WindowsLocale): string | undefined {
  const locale = new Intl.Locale(tag) as { timeZones?: string[]; getTimeZones?: () => string[] };
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  const known = new Set(zones.map(windowsTimeZone));
  return known.size === 1 && !known.has(undefined) ? zones[0] : undefined;
}

/** A name of a master; in quotes where YAML would read a number or a value of its own. */
function word(name: string): string {
  return /^[a-z][a-z0-9]*-/.test(name) ? name : quoted(name);
}

/** Text in double quotes: JSON strings are YAML. */
function quoted(text: string): string {
  return JSON.stringify(readable(text).replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE));
}
