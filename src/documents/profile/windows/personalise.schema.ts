import { z } from 'zod';
import { windowsLine, windowsText } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { sha256 } from '../names.js';
import { isUrl, unique } from '../rules.js';
import { option } from './option.js';

const STEP = 'deployment personalise-windows';

/** `\\server\share`, with folders below it. */
const unc = z
  .string()
  .max(255)
  .regex(/^\\\\[A-Za-z0-9][A-Za-z0-9.-]*(?:\\[^\\/:*?"<>|\u0000-\u001f\u007f]+)+$/u, {
    error: expecting('un partage : \\\\serveur\\partage', 'a share: \\\\server\\share'),
  });

const SCHEMES = ['ipp', 'ipps', 'http', 'https', 'socket'];
const printerUri = z
  .string()
  .max(500)
  .refine((text) => isUrl(text, SCHEMES) || unc.safeParse(text).success, {
    error: expecting(
      'ipp://…, ipps://…, socket://adresse:9100, ou \\\\serveur\\imprimante',
      'ipp://…, ipps://…, socket://address:9100, or \\\\server\\printer',
    ),
  });

const printer = z
  .strictObject({
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
    uri: option(
      printerUri,
      {
        fr: 'Où elle est : son adresse IPP, `socket://` pour un port TCP/IP (9100 par défaut), ou l’imprimante partagée d’un serveur, annuaire compris',
        en: 'Where it is: its IPP address, `socket://` for a TCP/IP port (9100 by default), or the shared printer of a server, one of the directory too',
      },
      STEP,
    ),
    driver: option(
      windowsLine(200).optional(),
      {
        fr: 'Nom du pilote, présent dans Windows : il le faut pour `socket://`',
        en: 'Name of the driver, which Windows has: needed for `socket://`',
      },
      STEP,
    ),
    default: option(
      z.boolean().default(false),
      { fr: 'L’imprimante par défaut de chaque compte', en: 'The default printer of each account' },
      STEP,
    ),
  })
  .refine(({ uri, driver }) => uri.startsWith('socket:') === (driver !== undefined), {
    path: ['driver'],
    error: expecting(
      'le nom d’un pilote pour socket://, et pour lui seul',
      'the name of a driver for socket://, and for no other',
    ),
  });

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
