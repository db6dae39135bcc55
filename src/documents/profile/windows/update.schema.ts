import { z } from 'zod';
import { expecting } from '../expected.js';
import { option } from './option.js';

const STEP = 'deployment update-windows';

const kb = z
  .string()
  .regex(/^KB\d{5,8}$/, { error: expecting('un numéro comme KB5034441', 'a number such as KB5034441') });

/** How the deployment brings Windows up to date, where `update` of the profile asks it to. */
export const update = z.strictObject({
  rounds: option(
    z.int().min(1).max(20).default(6),
    {
      fr: 'Nombre de tours au plus : chercher, télécharger, installer, redémarrer',
      en: 'At most so many rounds of search, download, installation and restart',
    },
    STEP,
  ),
  hours: option(
    z.number().min(0.5).max(12).default(4),
    {
      fr: 'Durée totale au plus, en heures ; ce qui reste alors est dit au certificat',
      en: 'At most so many hours in all; what is left then is told in the certificate',
    },
    STEP,
  ),
  drivers: option(
    z.boolean().default(false),
    {
      fr: 'Les pilotes aussi ; sinon ceux du catalogue restent',
      en: 'Drivers too; without it, those of the catalogue stay',
    },
    STEP,
  ),
  optional: option(
    z.boolean().default(false),
    {
      fr: 'Les mises à jour facultatives aussi (préversions)',
      en: 'Optional updates too (previews)',
    },
    STEP,
  ),
  exclude: option(
    z.array(kb).max(200).default([]),
    { fr: 'Mises à jour à ne pas installer : KB5034441', en: 'Updates not to install: KB5034441' },
    STEP,
  ),
  failed: option(
    z.enum(['fail', 'reserve']).default('reserve'),
    {
      fr: 'Une mise à jour qui échoue à chaque tour, ou qui reste à la fin : `fail` arrête le déploiement, `reserve` le dit en réserve au certificat',
      en: 'An update that fails in every round, or that is left at the end: `fail` stops the deployment, `reserve` is a reservation in the certificate',
    },
    STEP,
  ),
});

export type WindowsUpdate = z.output<typeof update>;
