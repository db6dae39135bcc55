import { z } from 'zod';
import { expecting } from '../../../platform/core/index.js';
import { defineSetting } from '../../../platform/settings/index.js';

export const MAIL_SECURITY = ['starttls', 'tls', 'none'] as const;

const host = z
  .string()
  .trim()
  .regex(
    /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/,
    expecting('un nom d’hôte ou une adresse IP, sans port', 'a host name or an IP address, without a port'),
  );

/** The server that sends mail. Its account is optional: many sites have a relay that knows its neighbours. */
export const MAIL = defineSetting({
  name: 'mail',
  title: { fr: 'Courrier électronique', en: 'E-mail' },
  schema: z.object({
    host: host.optional(),
    port: z.number().int().min(1).max(65_535).optional(),
    security: z.enum(MAIL_SECURITY).default('starttls'),
    account: z.string().trim().min(1).max(254).optional(),
    password: z.string().min(1).max(1_000).optional(),
    from: z.email().max(254).optional(),
  }),
  fields: [
    {
      name: 'host',
      label: { fr: 'Serveur', en: 'Server' },
      kind: 'text',
      help: {
        fr: 'Serveur SMTP. Vide : aucun courrier n’est envoyé.',
        en: 'SMTP server. Empty: no mail is sent.',
      },
    },
    {
      name: 'port',
      label: { fr: 'Port', en: 'Port' },
      kind: 'number',
      help: { fr: 'D’habitude 587, ou 465 avec TLS, ou 25.', en: 'Usually 587, or 465 with TLS, or 25.' },
    },
    {
      name: 'security',
      label: { fr: 'Chiffrement', en: 'Encryption' },
      kind: 'choice',
      choices: [
        { value: 'starttls', label: { fr: 'STARTTLS, exigé', en: 'STARTTLS, required' } },
        { value: 'tls', label: { fr: 'TLS dès la connexion', en: 'TLS from the connection on' } },
        {
          value: 'none',
          label: { fr: 'aucun (relais local, sans compte)', en: 'none (local relay, no account)' },
        },
      ],
    },
    { name: 'account', label: { fr: 'Compte', en: 'Account' }, kind: 'text' },
    {
      name: 'password',
      label: { fr: 'Mot de passe', en: 'Password' },
      kind: 'secret',
      sentTo: ['host', 'port'],
    },
    {
      name: 'from',
      label: { fr: 'Expéditeur', en: 'Sender' },
      kind: 'email',
      help: { fr: 'L’adresse d’où les messages viennent.', en: 'The address that the messages come from.' },
    },
  ],
});
