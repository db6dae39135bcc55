import { z } from 'zod';
import { windowsLine, windowsText } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { sha256 } from '../names.js';
import { unique } from '../rules.js';
import { option } from './option.js';

const STEP = 'deployment personalise-windows';

/** `\\server\share`, with folders below it. */
const unc = z
  .string()
  .max(255)
  .regex(/^\\\\[A-Za-z0-9][A-Za-z0-9.-]*(?:\\[^\\/:*?"<>|\u0000-\u001f\u007f]+)+$/u, {
    error: expecting('un partage : \\\\serveur\\partage', 'a share: \\\\server\\share'),
  });

const HOST = '[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?';
const ippUri = z
  .string()
  .regex(new RegExp(`^(?:ipp|ipps|http|https)://${HOST}(?:/[A-Za-z0-9._~/-]{0,200})?$`), {
    error: expecting('ipp://adresse/ipp/print', 'ipp://address/ipp/print'),
  });
const portUri = z.string().regex(new RegExp(`^socket://${HOST}/?$`), {
  error: expecting('socket://adresse:9100', 'socket://address:9100'),
});

const printerParts = {
  name: option(
    windowsText(
      200,
      '\\\\,!"%',
      'un nom d’imprimante, sans \\ , ! " %',
      'the name of a printer, without \\ , ! " %',
    ),
    { fr: 'Nom de l’imprimante', en: 'Name of the printer' },
    STEP,
  ),
  default: option(
    z.boolean().default(false),
    { fr: 'L’imprimante par défaut de chaque compte', en: 'The default printer of each account' },
    STEP,
  ),
};

const printer = z.union(
  [
    z.strictObject({
      ...printerParts,
      uri: option(
        z.union([ippUri, unc]),
        {
          fr: 'Son adresse IPP, ou l’imprimante partagée d’un serveur, annuaire compris : `\\\\serveur\\imprimante`',
          en: 'Its IPP address, or the shared printer of a server, one of the directory too: `\\\\server\\printer`',
        },
        STEP,
      ),
    }),
    z.strictObject({
      ...printerParts,
      uri: option(
        portUri,
        {
          fr: 'Son port TCP/IP, 9100 par défaut : `socket://10.0.0.8`',
          en: 'Its TCP/IP port, 9100 by default: `socket://10.0.0.8`',
        },
        STEP,
      ),
      driver: option(
        windowsLine(200),
        { fr: 'Nom de son pilote, que Windows a', en: 'Name of its driver, which Windows has' },
        STEP,
      ),
    }),
  ],
  {
    error: expecting(
      'name, et uri: ipp://… ou \\\\serveur\\imprimante, ou bien socket://… avec driver',
      'name, and uri: ipp://… or \\\\server\\printer, or else socket://… with driver',
    ),
  },
);

const drive = z.strictObject({
  letter: option(
    z.string().regex(/^[D-Zd-z]$/, { error: expecting('une lettre de D à Z', 'a letter from D to Z') }),
    { fr: 'Lettre du lecteur', en: 'Letter of the drive' },
    STEP,
  ).transform((letter) => letter.toUpperCase()),
  path: option(unc, { fr: 'Le dossier partagé', en: 'The shared folder' }, STEP),
  label: option(
    windowsLine(32).optional(),
    { fr: 'Nom affiché dans l’Explorateur', en: 'Name that Explorer shows' },
    STEP,
  ),
});

const defaultApplication = z.strictObject({
  for: option(
    z.string().regex(/^(?:\.[A-Za-z0-9][A-Za-z0-9_+-]{0,30}|[a-z][a-z0-9+.-]{1,30})$/, {
      error: expecting(
        'une extension (.pdf) ou un protocole (mailto)',
        'an extension (.pdf) or a protocol (mailto)',
      ),
    }),
    { fr: 'Extension ou protocole : `.pdf`, `mailto`', en: 'Extension or protocol: `.pdf`, `mailto`' },
    STEP,
  ),
  progId: option(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,100}$/, {
      error: expecting('un ProgId : AcroExch.Document.DC', 'a ProgId: AcroExch.Document.DC'),
    }),
    { fr: 'Son ProgId', en: 'Its ProgId' },
    STEP,
  ),
  application: option(
    windowsLine(100),
    { fr: 'Nom du programme, pour les personnes', en: 'Name of the program, for people' },
    STEP,
  ),
});

/** What makes the running PC its user's, beside the options that are rows. */
export const personalise = z.strictObject({
  printers: option(
    z
      .array(printer)
      .max(50)
      .default([])
      .superRefine(
        unique(
          ({ name }) => name.toLowerCase(),
          ['une imprimante qui n’est pas déjà dans la liste', 'a printer not yet in the list'],
        ),
      )
      .refine((printers) => printers.filter((one) => one.default).length <= 1, {
        error: expecting('une seule imprimante par défaut', 'one default printer only'),
      }),
    { fr: 'Imprimantes, pour tous les comptes', en: 'Printers, for every account' },
    STEP,
  ),
  drives: option(
    z
      .array(drive)
      .max(23)
      .default([])
      .superRefine(unique(({ letter }) => letter, ['une lettre libre', 'a letter that is free'])),
    {
      fr: 'Lecteurs réseau de chaque compte, ouverts avec son propre mot de passe',
      en: 'Network drives of each account, opened with its own password',
    },
    STEP,
  ),
  wallpaper: option(
    sha256.optional(),
    {
      fr: 'Image du bureau : l’empreinte d’un fichier .jpg gardé par Établi (etabli payload)',
      en: 'Picture of the desktop: the digest of a .jpg file that Établi keeps (etabli payload)',
    },
    STEP,
  ),
  lockScreen: option(
    sha256.optional(),
    {
      fr: 'Image de l’écran de verrouillage, de même',
      en: 'Picture of the lock screen, in the same way',
    },
    STEP,
  ),
  defaultApplications: option(
    z
      .array(defaultApplication)
      .max(500)
      .default([])
      .superRefine(
        unique(
          (one) => one.for.toLowerCase(),
          ['une extension ou un protocole une seule fois', 'an extension or a protocol only once'],
        ),
      ),
    {
      fr: 'Programmes par défaut des comptes à venir',
      en: 'Default programs of the accounts to come',
    },
    STEP,
  ),
  failed: option(
    z.enum(['fail', 'reserve']).default('reserve'),
    {
      fr: 'Ce qui n’a pas pu être mis en place : `fail` arrête le déploiement, `reserve` le dit en réserve au certificat',
      en: 'What could not be put in place: `fail` stops the deployment, `reserve` is a reservation in the certificate',
    },
    STEP,
  ),
});

export type WindowsPersonalise = z.output<typeof personalise>;
