import { z } from 'zod';
import { expecting } from './expected.js';
import { mountPoint, printerName, secret } from './names.js';
import { isUrl, unique } from './rules.js';

const port = z.number().int().min(1).max(65_535);

const printer = z.strictObject({
  name: printerName.describe('Queue name'),
  uri: z
    .string()
    .max(500)
    .refine(
      (text) => isUrl(text, ['ipp', 'ipps', 'http', 'https', 'socket', 'lpd', 'usb', 'dnssd', 'file']),
      {
        error: expecting(
          'une adresse ipp://, ipps://, socket://, lpd://… sans mot de passe',
          'an ipp://, ipps://, socket://, lpd://… address without a password',
        ),
      },
    )
    .describe('Where the printer is'),
  driver: z
    .string()
    .regex(/^[A-Za-z0-9._:/-]{1,200}$/, {
      error: expecting(
        'everywhere, raw ou un modèle de lpinfo -m',
        'everywhere, raw or a model of lpinfo -m',
      ),
    })
    .default('everywhere')
    .describe('`everywhere` asks the printer itself (IPP Everywhere)'),
  default: z.boolean().default(false).describe('The default printer'),
});

const share = z
  .strictObject({
    url: z
      .string()
      .max(300)
      .regex(
        /^(?:\/\/[A-Za-z0-9.-]+\/[^\s\u0000-\u001f\u007f\\'"`,#]+|[A-Za-z0-9.-]+:\/[^\s\u0000-\u001f\u007f\\'"`,#]*)$/u,
        {
          error: expecting(
            '//serveur/partage (cifs) ou serveur:/chemin (nfs), sans espace',
            '//server/share (cifs) or server:/path (nfs), without spaces',
          ),
        },
      )
      .describe('//server/share for cifs, server:/path for nfs'),
    kind: z.enum(['cifs', 'nfs']),
    credentials: secret.optional().describe('For cifs: the secret holds `username=…` and `password=…` lines'),
    mountPoint: mountPoint.describe('Where it is mounted on first use'),
  })
  .refine(({ url, kind }) => url.startsWith('//') === (kind === 'cifs'), {
    path: ['url'],
    error: expecting('une adresse de ce genre de partage', 'an address of this kind of share'),
  });

const accessibility = z.strictObject({
  highContrast: z.boolean().default(false).describe('High contrast theme'),
  largeText: z.boolean().default(false).describe('Text one quarter larger'),
  screenReader: z.boolean().default(false).describe('Orca reads the screen, from the login screen on'),
  onScreenKeyboard: z.boolean().default(false).describe('Keyboard on the screen'),
  stickyKeys: z.boolean().default(false).describe('One key at a time for combinations'),
});

const firewall = z.strictObject({
  enabled: z.boolean().describe('Incoming connections are refused unless allowed here'),
  allow: z
    .array(z.strictObject({ port: port.describe('Port'), protocol: z.enum(['tcp', 'udp']) }))
    .max(200)
    .default([])
    .describe('What may come in'),
});

export const personalise = z.strictObject({
  accessibility: accessibility.optional().describe('What helps people with disabilities, for every account'),
  printers: z
    .array(printer)
    .max(50)
    .default([])
    .superRefine(
      unique(
        ({ name }) => name,
        ['une imprimante qui n’est pas déjà dans la liste', 'a printer not yet in the list'],
      ),
    )
    .refine((printers) => printers.filter((each) => each.default).length <= 1, {
      error: expecting('une seule imprimante par défaut', 'one default printer only'),
    })
    .describe('Printers, through CUPS'),
  shares: z
    .array(share)
    .max(50)
    .default([])
    .superRefine(unique(({ mountPoint }) => mountPoint, ['un point de montage libre', 'a free mount point']))
    .describe('Network shares, mounted on first use'),
  firewall: firewall.optional().describe('Firewall, nftables'),
});
