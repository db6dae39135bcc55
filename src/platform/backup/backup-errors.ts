import { EtabliError, InputError, OperatorError } from '../core/index.js';

const codeOf = (cause: unknown) => (cause as { code?: string } | undefined)?.code ?? '';

/** @param entry where it was noticed */
export function damaged(path: string, entry: string, cause?: unknown): InputError {
  return new InputError(
    {
      fr: `${path} n’est pas une sauvegarde complète d’Établi : ${entry} manque, a été modifié ou est inattendu.`,
      en: `${path} is not a complete backup of Établi: ${entry} is missing, was changed or is unexpected.`,
    },
    [],
    {
      cause,
      remedy: {
        fr: 'Rien n’a été changé. Prenez une autre sauvegarde, ou une autre copie de celle-ci.',
        en: 'Nothing was changed. Take another backup, or another copy of this one.',
      },
    },
  );
}

/** The archive cannot be read, or its content is invalid. */
export function unreadable(path: string, cause: unknown): Error {
  if (cause instanceof EtabliError) return cause;
  const code = codeOf(cause);
  if (code === '') return damaged(path, 'tar', cause);
  return new InputError(
    { fr: `${path} ne peut pas être lu (${code}).`, en: `${path} cannot be read (${code}).` },
    [],
    {
      cause,
      remedy: {
        fr: 'Vérifiez le chemin et les droits du fichier.',
        en: 'Check the path and the permissions of the file.',
      },
    },
  );
}

export function newerRelease(path: string, cause?: unknown): OperatorError {
  return new OperatorError(
    {
      fr: `${path} vient d’une version plus récente d’Établi.`,
      en: `${path} comes from a newer release of Établi.`,
    },
    {
      remedy: {
        fr: 'Rien n’a été changé. Mettez d’abord Établi à jour sur cette machine.',
        en: 'Nothing was changed. Update Établi on this machine first.',
      },
      cause,
    },
  );
}

export function nothingToKeep(dataDir: string): OperatorError {
  return new OperatorError(
    { fr: `Il n’y a pas d’Établi dans ${dataDir}.`, en: `There is no Établi in ${dataDir}.` },
    {
      remedy: {
        fr: 'Indiquez le dossier de données dans ETABLI_DATA_DIR, ou la base dans DATABASE_URL, comme pour `etabli up`.',
        en: 'Set ETABLI_DATA_DIR to the data directory, or DATABASE_URL to the database, as for `etabli up`.',
      },
    },
  );
}

export function inUse(): OperatorError {
  return new OperatorError(
    {
      fr: 'Cette base de données est utilisée : un serveur Établi, ou un autre programme, y est connecté.',
      en: 'This database is in use: a server of Établi, or another program, is connected to it.',
    },
    {
      remedy: {
        fr: 'Arrêtez Établi (systemctl stop etabli), sur chaque machine s’il y en a plusieurs, puis recommencez.',
        en: 'Stop Établi (systemctl stop etabli), on each machine if there are several, then try again.',
      },
    },
  );
}

export function notEmpty(): OperatorError {
  return new OperatorError(
    {
      fr: 'Cet Établi contient déjà des données ; la restauration les effacerait.',
      en: 'This Établi holds data already; restoring would erase them.',
    },
    {
      remedy: {
        fr: 'Restaurez dans un dossier de données vide, ou ajoutez --force pour remplacer ces données.',
        en: 'Restore into an empty data directory, or add --force to replace this data.',
      },
    },
  );
}

export function noKey(path: string): OperatorError {
  return new OperatorError(
    {
      fr: `Le fichier de clé ${path} manque : sans lui, les secrets de cette sauvegarde ne peuvent pas être déchiffrés.`,
      en: `The key file ${path} is missing: without it, the secrets of this backup cannot be decrypted.`,
    },
    {
      remedy: {
        fr: 'Indiquez sa copie avec --key-file-from FICHIER, ou remettez-la à sa place.',
        en: 'Give its copy with --key-file-from FILE, or put it back in its place.',
      },
    },
  );
}

export function otherKey(path: string): OperatorError {
  return new OperatorError(
    {
      fr: `La clé de ${path} n’est pas celle de cette sauvegarde.`,
      en: `The key in ${path} is not the one of this backup.`,
    },
    {
      remedy: {
        fr: 'Indiquez la clé de cette sauvegarde : --key-file-from FICHIER. Si une autre clé se trouve à l’emplacement ETABLI_KEY_FILE, déplacez-la d’abord.',
        en: 'Give the key of this backup: --key-file-from FILE. If there is another key at the path ETABLI_KEY_FILE, move it away first.',
      },
    },
  );
}

export function notTheOwner(dataDir: string): OperatorError {
  return new OperatorError(
    {
      fr: `${dataDir} appartient à un autre compte que root : le service ne pourrait pas lire les fichiers que root y restaure.`,
      en: `${dataDir} belongs to another account than root: the service could not read the files that root restores there.`,
    },
    {
      remedy: {
        fr: 'Lancez la restauration avec ce compte, par exemple : runuser -u etabli -- node dist/cli.js restore FICHIER (ce compte doit pouvoir lire le fichier).',
        en: 'Restore as that account, for instance: runuser -u etabli -- node dist/cli.js restore FILE (it must be able to read the file).',
      },
    },
  );
}
