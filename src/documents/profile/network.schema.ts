import { z } from 'zod';
import { eap } from './eap.schema.js';
import { expecting } from './expected.js';
import { secret, ssid } from './names.js';
import { unique } from './rules.js';
import { vpn } from './vpn.schema.js';

/** IEEE 802.11 and Wi-Fi Alliance. `wpa2-wpa3-…` are transition modes, which both kinds of device can join. */
export const WIFI_SECURITIES = [
  'open',
  'owe',
  'wpa2-psk',
  'wpa3-sae',
  'wpa2-wpa3-psk',
  'wpa2-enterprise',
  'wpa3-enterprise',
  'wpa2-wpa3-enterprise',
] as const;
export type WifiSecurity = (typeof WIFI_SECURITIES)[number];

export const isPersonal = (security: WifiSecurity): boolean => /-(?:psk|sae)$/.test(security);
export const isEnterprise = (security: WifiSecurity): boolean => security.endsWith('-enterprise');

export const wifi = z
  .strictObject({
    ssid: ssid.describe('Name of the network'),
    security: z.enum(WIFI_SECURITIES).describe('How the network is protected'),
    passphrase: secret.optional().describe('Needed for psk and sae'),
    eap: eap.optional().describe('Needed for enterprise networks'),
    hidden: z.boolean().optional().describe('The network does not tell its name'),
    autoconnect: z.boolean().optional().describe('Connected by itself; true without it'),
    priority: z
      .number()
      .int()
      .min(-999)
      .max(999)
      .optional()
      .describe('Where several are in reach, the highest is taken; 0 without it'),
    macAddress: z
      .enum(['permanent', 'per-network', 'daily'])
      .optional()
      .describe('`permanent`: the card’s own; else one made up for this network, or each day'),
  })
  .refine(({ security, passphrase }) => !isPersonal(security) || passphrase !== undefined, {
    path: ['passphrase'],
    error: expecting('une phrase secrète du coffre : {vault: …}', 'a passphrase from the vault: {vault: …}'),
  })
  .refine(({ security, eap }) => isEnterprise(security) === (eap !== undefined), {
    path: ['eap'],
    error: expecting(
      'une méthode EAP, pour un réseau enterprise et lui seul',
      'an EAP method, for an enterprise network and no other',
    ),
  });

export type ProfileWifi = z.output<typeof wifi>;

export const network = z.strictObject({
  wifi: z
    .array(wifi)
    .max(50)
    .default([])
    .superRefine(
      unique(
        ({ ssid }) => ssid,
        ['un réseau qui n’est pas déjà dans la liste', 'a network not yet in the list'],
      ),
    )
    .describe('Wi-Fi networks that the PC knows'),
  vpn: z
    .array(vpn)
    .max(20)
    .default([])
    .superRefine(
      unique(({ name }) => name, ['un VPN qui n’est pas déjà dans la liste', 'a VPN not yet in the list']),
    )
    .describe('VPN connections'),
});
