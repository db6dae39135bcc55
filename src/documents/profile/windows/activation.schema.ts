import { z } from 'zod';
import { expecting } from '../expected.js';
import { secret, slug } from '../names.js';
import { option } from './option.js';

const STEP = 'deployment activate-windows';

const from = z.union(
  [
    option(
      z.enum(['firmware', 'directory']),
      {
        fr: '`firmware` : la clé du micrologiciel ou la licence numérique du PC ; `directory` : l’annuaire active, et Windows l’apprend de lui',
        en: '`firmware`: the key of the firmware or the digital licence of the PC; `directory`: the directory activates, and Windows learns it there',
      },
      STEP,
    ),
    z.strictObject({
      pool: option(slug, { fr: 'Une clé de ce lot de licences', en: 'A key of this pool of licences' }, STEP),
    }),
    z.strictObject({
      key: option(secret, { fr: 'Une clé du coffre', en: 'A key of the vault' }, STEP),
    }),
    z.strictObject({
      kms: option(
        z
          .string()
          .max(253)
          .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/, {
            error: expecting('un serveur KMS : kms.exemple.fr:1688', 'a KMS server: kms.example.org:1688'),
          }),
        {
          fr: 'Le serveur KMS ; `auto` : celui que le DNS annonce',
          en: 'The KMS server; `auto`: the one that the DNS announces',
        },
        STEP,
      ),
    }),
  ],
  {
    error: expecting(
      'firmware, directory, {pool: …}, {key: {vault: …}} ou {kms: …}',
      'firmware, directory, {pool: …}, {key: {vault: …}} or {kms: …}',
    ),
  },
);

/** How the running Windows is activated. */
export const activation = z.strictObject({
  from: option(from, { fr: 'D’où vient l’activation', en: 'Where the activation comes from' }, STEP),
  failed: option(
    z.enum(['fail', 'reserve']).default('reserve'),
    {
      fr: 'Un Windows non activé : `fail` arrête le déploiement, `reserve` le dit en réserve au certificat',
      en: 'A Windows that is not activated: `fail` stops the deployment, `reserve` is a reservation in the certificate',
    },
    STEP,
  ),
});

export type WindowsActivation = z.output<typeof activation>;
