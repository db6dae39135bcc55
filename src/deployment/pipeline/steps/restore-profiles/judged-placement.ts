import { z } from 'zod';
import { PermanentError } from '../../../../platform/core/index.js';
import type { PlacedData, ReturnedProfile } from '../../facts.js';

const count = z.number().int().min(0);

const profileSchema = z.object({
  folder: z.string(),
  name: z.string(),
  /** `PC-1\Anna`; null when the PC has no account for this data. */
  account: z.string().nullable(),
  sid: z.string().nullable(),
  /** Where it is now. */
  path: z.string(),
  /** Read again where they are now, and compared with the digests of the backup. */
  files: count,
  bytes: count,
  different: z.array(z.string()),
  /** Whether the user owns what is his; null when it was not read. */
  owned: z.boolean().nullable(),
  /** Files whose name was taken: they have another one. */
  renamed: z.array(z.string()),
});
export const placedSchema = z.object({ profiles: z.array(profileSchema) });
export type Placed = z.output<typeof placedSchema>;

/** What was measured of it for the certificate. Throws PermanentError when a file is missing or differs. */
export function judgedPlacement(
  returned: readonly ReturnedProfile[],
  { profiles }: Placed,
): Omit<PlacedData, 'of'> {
  for (const { folder, name, files, bytes } of returned) {
    const found = profiles.find((one) => one.folder === folder);
    const isAll = found?.files === files && found.bytes === bytes && found.different.length === 0;
    if (!isAll) throw notGivenBack(name, files, found);
    if (found.account !== null && found.owned !== true) throw notOwned(name, found.account);
  }
  return {
    placed: profiles.filter(({ account }) => account !== null),
    kept: profiles.filter(({ account }) => account === null),
  };
}

function notGivenBack(
  name: string,
  files: number,
  found: Placed['profiles'][number] | undefined,
): PermanentError {
  const some = found?.different.slice(0, 5).join(', ') ?? '';
  const [fr, en] = some === '' ? ['', ''] : [` ; différents : ${some}`, `; different: ${some}`];
  return new PermanentError(
    {
      fr: `les données de ${name} n’ont pas été relues en entier sur le PC : ${found?.files ?? 0} fichiers sur ${files}${fr}`,
      en: `the data of ${name} was not read back in full on the PC: ${found?.files ?? 0} of ${files} files${en}`,
    },
    {
      remedy: {
        fr: 'Reprenez le déploiement ; la sauvegarde reste sur le serveur (etabli userdata list).',
        en: 'Retry the deployment; the backup stays on the server (etabli userdata list).',
      },
    },
  );
}

function notOwned(name: string, account: string): PermanentError {
  return new PermanentError({
    fr: `les données de ${name} n’appartiennent pas à ${account}, ou leur propriétaire n’a pas pu être lu`,
    en: `the data of ${name} does not belong to ${account}, or its owner could not be read`,
  });
}
