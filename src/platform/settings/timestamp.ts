import { z } from 'zod';
import { expecting } from '../core/index.js';
import { defineSetting } from './setting.js';

const isHttp = (text: string) => /^https?:\/\/[^\s/@]+(\/|$|\?)/i.test(text) && URL.canParse(text);

/** The server that stamps certificates with the time. RFC 3161 §3.4. */
export const TIMESTAMP = defineSetting({
  name: 'timestamp',
  title: { fr: 'Horodatage', en: 'Time stamp' },
  schema: z.object({
    url: z
      .string()
      .trim()
      .max(500)
      .refine(
        isHttp,
        expecting(
          'une adresse http:// ou https://, sans nom d’utilisateur',
          'an http:// or https:// address, without a user name',
        ),
      )
      .optional(),
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
