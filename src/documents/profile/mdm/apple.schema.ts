import { z } from 'zod';
import { expecting } from '../expected.js';
import { line, secret } from '../names.js';
import { custom } from './apple-custom.schema.js';
import * as device from './apple-device.schema.js';
import * as network from './apple-network.schema.js';
import { flag, text } from './apple-text.js';

const named = z.record(
  z.string().regex(/^[a-z][A-Za-z0-9]+$/, {
    error: expecting('une clé comme allowCamera', 'a key such as allowCamera'),
  }),
  z.union([z.boolean(), z.number(), line, z.array(line).max(500)]),
);

/** Options for Macs, iPhones and iPads only. */
export const apple = z.strictObject({
  supervised: flag('Whether iPhones and iPads are supervised; true without it'),
  scope: z.enum(['system', 'user']).optional().describe('Mac: the profile is the system’s or one user’s'),
  removable: flag('The user may remove the profile; true without it'),
  removalPassword: secret.optional().describe('Password that removes the profile'),
  removalDate: z.iso.datetime().optional().describe('When the profile removes itself'),
  removeAfterDays: z.number().min(0.01).max(3_650).optional().describe('Days after which it removes itself'),
  consentText: z
    .record(z.string().regex(/^(?:default|[a-z]{2}(?:[-_][A-Za-z]{2,4})?)$/), text)
    .optional()
    .describe('What the user agrees to, by language; `default` for the others'),
  restrictions: named
    .optional()
    .describe('Further restrictions by Apple’s own names; they win over `restrictions`'),
  wifi: z.array(network.wifi).max(50).default([]).describe('More about networks of `network.wifi`'),
  vpn: z.array(network.vpn).max(20).default([]).describe('More about connections of `network.vpn`'),
  fileVault: device.fileVault.optional().describe('Mac: more about `encryption`'),
  firewall: device.firewall.optional().describe('Mac: the firewall'),
  gatekeeper: device.gatekeeper.optional().describe('Mac: Gatekeeper'),
  softwareUpdate: device.softwareUpdate.optional().describe('Mac: more about `updates`'),
  loginWindow: device.loginWindow.optional().describe('Mac: the login window'),
  energy: device.energy.optional().describe('Mac: sleep'),
  printers: z.array(device.printer).max(100).optional().describe('AirPrint printers'),
  dns: network.dns.optional().describe('Encrypted DNS'),
  contentFilter: network.contentFilter.optional().describe('Filter of web content'),
  kerberos: network.kerberos.optional().describe('Kerberos single sign-on'),
  directory: network.directory.optional().describe('Mac: join to Active Directory'),
  enrolment: network.enrolment.optional().describe('Enrolment in a management server'),
  notifications: z.array(device.notification).max(200).optional().describe('Notifications of apps'),
  homeScreen: device.homeScreen.optional().describe('Supervised iPhone and iPad: the Home screen'),
  dock: device.dock.optional().describe('Mac: the Dock'),
  privacy: z.array(device.privacy).max(200).optional().describe('Mac: what apps may reach (PPPC)'),
  systemExtensions: device.systemExtensions.optional().describe('Mac: system extensions'),
  appLock: device.appLock.optional().describe('Supervised iPhone and iPad: one app only'),
  fonts: z.array(device.font).max(50).optional().describe('Fonts'),
  wallpaper: device.wallpaper.optional().describe('Wallpaper'),
  screenSaver: device.screenSaver.optional().describe('Mac: the screen saver'),
  custom: z.array(custom).max(100).default([]).describe('Any other payload, by hand'),
});
