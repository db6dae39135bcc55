import { z } from 'zod';
import { defineSetting } from './setting.js';
import { webAddress } from './web-address.js';

/** The server that stamps certificates with the time. RFC 3161 §3.4. */
export const TIMESTAMP = defineSetting({
  name: 'timestamp',
  title: { fr: 'Horodatage', en: 'Time stamp' },
  schema: z.object({
    url: webAddress.optional(),
  }),
  fields: [
    {
      name: 'url',
      label: { fr: 'Serveur d’horodatage', en: 'Time stamp server' },
      kind: 'url',
      help: {
        fr: 'Adresse d’un serveur RFC 3161. Sans elle, les certificats portent l’heure de ce serveur seulement.',
        en: 'The address of an RFC 3161 server. Without it, certificates have the time of this server only.',
      },
    },
  ],
});
