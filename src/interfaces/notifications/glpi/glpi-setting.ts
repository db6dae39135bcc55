import { z } from 'zod';
import { expecting } from '../../../platform/core/index.js';
import { defineSetting } from '../../../platform/settings/index.js';

const isHttp = (text: string) => /^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/i.test(text) && URL.canParse(text);

/** The GLPI of the site. Its legacy REST API (`apirest.php`), which GLPI 10 and 11 have, and its native inventory. */
export const GLPI = defineSetting({
  name: 'glpi',
  title: { fr: 'GLPI', en: 'GLPI' },
  schema: z.object({
    url: z
      .string()
      .trim()
      .max(500)
      .refine(
        isHttp,
        expecting(
          'l’adresse de GLPI, comme https://glpi.exemple.fr',
          'the address of GLPI, such as https://glpi.example.com',
        ),
      )
      .optional(),
    plainHttp: z.boolean().default(false),
    appToken: z.string().trim().min(1).max(200).optional(),
    userToken: z.string().trim().min(1).max(200).optional(),
    automatic: z.boolean().default(false),
  }),
  fields: [
    {
      name: 'url',
      label: { fr: 'Adresse', en: 'Address' },
      kind: 'url',
      help: {
        fr: 'La racine de GLPI. L’inventaire automatique doit y être activé (Administration > Inventaire).',
        en: 'The root of GLPI. Automatic inventory must be enabled there (Administration > Inventory).',
      },
    },
    {
      name: 'plainHttp',
      label: { fr: 'Permettre http:// sans chiffrement', en: 'Allow http:// without encryption' },
      kind: 'boolean',
      help: { fr: 'Les jetons passent alors en clair.', en: 'The tokens are then sent in clear.' },
    },
    {
      name: 'appToken',
      label: { fr: 'Jeton d’application', en: 'Application token' },
      kind: 'secret',
      sentTo: ['url', 'plainHttp'],
      help: { fr: 'Configuration > Générale > API.', en: 'Setup > General > API.' },
    },
    {
      name: 'userToken',
      label: { fr: 'Jeton de l’utilisateur', en: 'User token' },
      kind: 'secret',
      sentTo: ['url', 'plainHttp'],
      help: {
        fr: 'Clé d’accès distant d’un utilisateur qui peut lire les ordinateurs et ajouter des documents.',
        en: 'Remote access key of a user who may read computers and add documents.',
      },
    },
    {
      name: 'automatic',
      label: { fr: 'Envoyer de lui-même', en: 'Send by itself' },
      kind: 'boolean',
      help: {
        fr: 'L’inventaire et le certificat de chaque PC certifié.',
        en: 'The inventory and the certificate of every certified PC.',
      },
    },
  ],
});
