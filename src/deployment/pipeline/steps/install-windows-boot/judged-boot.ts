import { z } from 'zod';
import { PermanentError } from '../../../../platform/core/index.js';

/** `files` are those that were written and read back; a count, or one entry each. */
const bootSchema = z.looseObject({
  files: z.union([z.array(z.unknown()).min(1), z.number().int().min(1)]),
  bcd: z.unknown().refine((bcd) => bcd !== undefined && bcd !== null),
});

/** What the agent installed. Throws PermanentError when it read nothing back. */
export function judgedBoot(answer: unknown): z.output<typeof bootSchema> {
  const result = bootSchema.safeParse(answer);
  if (result.success) return result.data;
  throw new PermanentError(
    {
      fr: 'les fichiers de démarrage de Windows n’ont pas été relus sur le disque',
      en: 'the boot files of Windows were not read back from the disk',
    },
    {
      cause: result.error,
      remedy: {
        fr: 'Reprenez le déploiement depuis le début.',
        en: 'Retry the deployment from the start.',
      },
    },
  );
}
