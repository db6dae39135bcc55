import { z } from 'zod';
import {
  GEO_LOCATIONS,
  geoLocation,
  IMAGE_LANGUAGES,
  inputProfile,
  KEYBOARDS,
  localeOf,
  LOCALES,
  TIME_ZONE_NAMES,
  windowsTimeZone,
} from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { unique } from '../rules.js';
import { option } from './option.js';
import { tableWord } from './table-words.js';

const WINPE = 'windowsPE Microsoft-Windows-International-Core-WinPE';
const INTERNATIONAL = ['specialize', 'oobeSystem'].map(
  (pass) => `${pass} Microsoft-Windows-International-Core`,
);
const everywhere = (name: string) => [
  `${WINPE} ${name}`,
  ...INTERNATIONAL.map((place) => `${place} ${name}`),
];

/** A language with its country: `fr-FR`. Windows does not accept a language alone. */
const tag = tableWord(
  (text) => text.includes('-') && localeOf(text) !== undefined,
  { fr: 'une langue et un pays comme fr-FR', en: 'a language and a country such as fr-FR' },
  () => [...LOCALES.keys()].filter((name) => name.includes('-')),
);

const imageTag = tableWord(
  (text) => IMAGE_LANGUAGES.some((known) => known.toLowerCase() === text.toLowerCase()),
  { fr: 'une langue d’image de Windows comme fr-FR', en: 'a language of Windows images such as fr-FR' },
  () => IMAGE_LANGUAGES,
);

const keyboard = tableWord(
  (text) => inputProfile(localeOf('en-US')!, text) !== undefined,
  {
    fr: 'un clavier : 0000040c, 040c:0000040c, son nom ou une langue comme fr-BE',
    en: 'a keyboard: 0000040c, 040c:0000040c, its name or a language such as fr-BE',
  },
  () => [...KEYBOARDS.keys(), ...KEYBOARDS.values()],
);

const pair = z.strictObject({
  language: option(
    tag,
    { fr: 'La langue de saisie, BCP 47 : fr-FR', en: 'Language of what is typed, BCP 47: fr-FR' },
    ...everywhere('InputLocale'),
  ),
  keyboard: option(
    keyboard,
    {
      fr: 'Le clavier : KLID, profil de saisie, nom, ou la langue dont c’est le clavier ; celui de la langue par défaut',
      en: 'Keyboard: KLID, input profile, name, or the language whose keyboard it is; the language’s own by default',
    },
    ...everywhere('InputLocale'),
  ).optional(),
});

const place = z.union(
  [
    z.int().refine((id) => GEO_LOCATIONS.has(id), {
      error: expecting('un GeoID de Windows', 'a GeoID of Windows'),
    }),
    tableWord(
      (text) => geoLocation(text) !== undefined,
      { fr: 'un lieu comme France, FR ou 84', en: 'a place such as France, FR or 84' },
      () => [...GEO_LOCATIONS.values()].map(({ name }) => name),
    ),
  ],
  { error: expecting('un lieu comme France, FR ou 84', 'a place such as France, FR or 84') },
);

const timeZone = tableWord(
  (text) => windowsTimeZone(text) !== undefined,
  {
    fr: 'un fuseau comme Europe/Paris ou Romance Standard Time',
    en: 'a zone such as Europe/Paris or Romance Standard Time',
  },
  () => TIME_ZONE_NAMES,
);

/** Either language settings are given, or Setup asks for them. */
const SPOKEN = ['image', 'fallback', 'locales', 'formats', 'systemLocale'] as const;

export const language = z
  .strictObject({
    ask: option(
      z.boolean().default(false),
      {
        fr: 'Windows demande les langues et les claviers, et le fuseau horaire s’il n’est pas donné : rien n’est écrit, pas même `locale` du profil',
        en: 'Windows asks for languages and keyboards, and for a time zone that is not given: none is written, not even `locale` of the profile',
      },
      ...everywhere('UILanguage'),
    ),
    image: option(
      imageTag,
      {
        fr: 'La langue de l’image, celle de l’installation et de Windows ; la plus proche de `locales` par défaut',
        en: 'Language of the image, which Windows Setup and Windows speak; the nearest to `locales` by default',
      },
      `${WINPE} SetupUILanguage/UILanguage`,
      ...everywhere('UILanguage'),
    ).optional(),
    fallback: option(
      imageTag,
      {
        fr: 'La langue de ce que celle de l’image ne traduit pas',
        en: 'Language of what the image’s language does not translate',
      },
      ...everywhere('UILanguageFallback'),
    ).optional(),
    locales: option(
      z
        .array(pair)
        .min(1)
        .max(20)
        .superRefine(
          unique(
            ({ language, keyboard = '' }) => `${language} ${keyboard}`.toLowerCase(),
            ['une paire qui n’est pas déjà dans la liste', 'a pair not yet in the list'],
          ),
        ),
      {
        fr: 'Les langues et leurs claviers ; la première est active au départ et donne les formats et la langue du système',
        en: 'Languages with their keyboards; the first is the one that is on at first, and says formats and system locale',
      },
      ...everywhere('InputLocale'),
    ).optional(),
    formats: option(
      tag,
      {
        fr: 'Les formats de dates, de nombres et de monnaie ; ceux de la première de `locales` par défaut',
        en: 'Formats of dates, numbers and money; those of the first of `locales` by default',
      },
      ...everywhere('UserLocale'),
    ).optional(),
    systemLocale: option(
      tag,
      {
        fr: 'La langue des programmes sans Unicode ; celle de la première de `locales` par défaut',
        en: 'Language of programs without Unicode; that of the first of `locales` by default',
      },
      ...everywhere('SystemLocale'),
    ).optional(),
    location: option(
      place,
      {
        fr: 'Le pays ou la région des nouveaux comptes et de l’écran d’ouverture de session : GeoID, nom ou code ISO 3166-1',
        en: 'Country or region of new accounts and of the logon screen: GeoID, name or ISO 3166-1 code',
      },
      'script defaultUser HKU\\DefaultUser\\Control Panel\\International\\Geo',
      'script defaultUser HKU\\.DEFAULT\\Control Panel\\International\\Geo',
    ).optional(),
    timeZone: option(
      timeZone,
      {
        fr: 'Le fuseau horaire, par son nom sous Windows ou dans la base IANA',
        en: 'Time zone, by the name of Windows or of the IANA database',
      },
      'specialize Microsoft-Windows-Shell-Setup TimeZone',
    ).optional(),
  })
  .superRefine((asked, context) => {
    for (const name of SPOKEN.filter((name) => asked.ask && asked[name] !== undefined)) {
      const message = expecting(
        'rien ici, puisque ask laisse Windows le demander',
        'nothing here, since ask has Windows ask',
      );
      context.addIssue({ code: 'custom', path: [name], message });
    }
  });
