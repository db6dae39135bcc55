import { z } from 'zod';
import { expecting } from './expected.js';
import { line } from './names.js';
import { size } from './size.js';
import { option } from './windows/option.js';

/** The folders of a user that Windows itself knows, and the signatures of Outlook. */
export const USER_FOLDERS = [
  'desktop',
  'documents',
  'downloads',
  'pictures',
  'music',
  'videos',
  'favorites',
  'signatures',
] as const;
export type UserFolder = (typeof USER_FOLDERS)[number];

/** A folder below the one of a user, with `/`: no `..`, and nothing that Windows refuses in a name. */
const folder = z
  .string()
  .max(200)
  .regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[^\u0000-\u001f\\:*?"<>|/]+(?:\/[^\u0000-\u001f\\:*?"<>|/]+)*$/u, {
    error: expecting(
      'un dossier sous celui de l’utilisateur, avec « / » : AppData/Roaming/Thunderbird',
      'a folder below the one of the user, with "/": AppData/Roaming/Thunderbird',
    ),
  });

const rule = z.strictObject({
  usedWithinDays: option(z.number().int().min(1).max(3650).optional(), {
    fr: 'Seulement les profils utilisés depuis ce nombre de jours',
    en: 'Only profiles that were used within this number of days',
  }),
  names: option(z.array(line).min(1).max(100).default(['*']), {
    fr: 'Noms des dossiers de profil, avec * et ? : `a.martin*`',
    en: 'Names of profile folders, with * and ?: `a.martin*`',
  }),
  exclude: option(z.array(line).max(100).default([]), {
    fr: 'Noms à laisser de côté, avec * et ?',
    en: 'Names to leave out, with * and ?',
  }),
});

const backup = z.strictObject({
  profiles: option(z.union([z.literal('all'), rule]).default('all'), {
    fr: 'Les profils d’utilisateurs à sauvegarder : `all`, ou une règle',
    en: 'The user profiles to save: `all`, or a rule',
  }),
  folders: z
    .strictObject({
      known: option(z.array(z.enum(USER_FOLDERS)).default([...USER_FOLDERS]), {
        fr: 'Les dossiers connus de Windows à sauvegarder ; tous par défaut, là où Windows les a, OneDrive compris',
        en: 'The folders known to Windows that are saved; all by default, where Windows has them, OneDrive included',
      }),
      add: option(z.array(folder).max(100).default([]), {
        fr: 'D’autres dossiers de chaque profil : `AppData/Roaming/Thunderbird`',
        en: 'More folders of each profile: `AppData/Roaming/Thunderbird`',
      }),
    })
    .prefault({}),
  exclude: option(z.array(line).max(200).default([]), {
    fr: 'Ce qui n’est pas sauvegardé, avec * et ? : un nom (`*.iso`), ou un chemin sous le profil (`Downloads/Jeux`). Les caches et les corbeilles ne le sont jamais',
    en: 'What is not saved, with * and ?: a name (`*.iso`), or a path below the profile (`Downloads/Games`). Caches and recycle bins never are',
  }),
  maximumBytes: size('Refuse the PC, before anything is erased, when there is more to save.').optional(),
});

/** The data of users across a reinstallation. */
export const userData = z
  .strictObject({
    backup: option(backup.optional(), {
      fr: 'Sauvegarder les données des utilisateurs avant d’effacer le disque ; la sauvegarde est relue fichier par fichier, et si elle échoue rien n’est effacé',
      en: 'Save the data of users before the disk is erased; the backup is read back file by file, and when it fails nothing is erased',
    }),
    restore: option(z.boolean().default(false), {
      fr: 'Remettre les données sur le PC livré (Windows) : à l’utilisateur du même nom, ou à celui de la ligne du lot s’il n’y a qu’un profil',
      en: 'Put the data back on the delivered PC (Windows): to the user of the same name, or to the one of the lot’s row when there is one profile only',
    }),
    keepDays: option(z.number().int().min(1).max(3650).default(30), {
      fr: 'Jours de conservation sur le serveur ; ce qui doit encore être remis est gardé jusque-là',
      en: 'Days that the server keeps it; what is still to be put back is kept until then',
    }),
  })
  .optional();

export type UserDataOptions = NonNullable<z.output<typeof userData>>;
