import { z } from 'zod';
import { expecting } from '../expected.js';
import { line, secret, sha256, ssid } from '../names.js';
import { isUrl, unique } from '../rules.js';
import { managedValues } from './managed-values.schema.js';

const address = (schemes: string[], fr: string, en: string) =>
  z
    .string()
    .max(500)
    .refine((text) => isUrl(text, schemes), { error: expecting(fr, en) });

const packageName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+$/, {
  error: expecting('un nom de paquet comme com.exemple.app', 'a package name such as com.example.app'),
});

const component = z.string().regex(/^[A-Za-z][\w]*(?:\.[A-Za-z]\w*)+\/\.?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/, {
  error: expecting(
    'un composant comme com.exemple.app/.AdminReceiver',
    'a component such as com.example.app/.AdminReceiver',
  ),
});

/** A SHA-256 in URL-safe base64, with or without padding. */
const checksum = z.string().regex(/^[A-Za-z0-9_-]{43}=?$/, {
  error: expecting('43 caractères de base64url', '43 characters of base64url'),
});

/** Where the device downloads the management app, and the checksum that verifies it. */
const apk = z
  .strictObject({
    url: address(['https'], 'une adresse https://', 'an https:// address').describe('Where the APK is'),
    sha256: sha256.optional().describe('The same APK among the payloads: its checksum is computed from it'),
    checked: z
      .enum(['signature', 'package'])
      .default('signature')
      .describe('`signature`: any version that the same maker signed; `package`: this very file'),
    signatureChecksum: checksum.optional().describe('Checksum of the signature, when the APK is not at hand'),
  })
  .refine((given) => (given.sha256 === undefined) !== (given.signatureChecksum === undefined), {
    path: ['sha256'],
    error: expecting(
      'sha256 ou signatureChecksum, l’un des deux',
      'sha256 or signatureChecksum, one of both',
    ),
  });

/** The enrolment: who will own the device. */
const manager = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('android-management').describe('Android Management API: Fleet, Intune and others'),
    token: secret.describe('Enrolment token'),
  }),
  z.strictObject({
    kind: z.literal('headwind').describe('Headwind MDM'),
    apk: apk.describe('Its launcher'),
    server: address(['http', 'https'], 'une adresse http(s)://', 'an http(s):// address').describe(
      'Its server',
    ),
    project: line.optional().describe('Path of the server, when it is not at the root'),
    configuration: line.optional().describe('Key of the configuration, to create the device on the fly'),
    customer: line.optional().describe('Customer, on servers with several'),
    groups: z.array(line).max(20).optional().describe('Groups that the device joins'),
    deviceId: z
      .enum(['hostname', 'serial', 'assetTag', 'device-serial', 'device-imei'])
      .default('device-serial')
      .describe('What the device is called: a fact that Établi knows, or what the device reads of itself'),
  }),
  z.strictObject({
    kind: z.literal('test-dpc').describe('Test DPC, to try provisioning'),
  }),
  z.strictObject({
    kind: z.literal('other').describe('Any other device owner'),
    component: component.describe('Its device admin receiver'),
    apk,
    extras: managedValues.optional().describe('What the manager reads of the admin extras bundle'),
  }),
]);

/** An app and its managed configuration. */
const app = z.strictObject({
  package: packageName.describe('Package name'),
  install: z
    .enum(['required', 'available', 'blocked'])
    .default('available')
    .describe('Installed, offered, or forbidden'),
  configuration: managedValues.optional().describe('Managed configuration, by the app’s own keys'),
});

/** Options for Android only. */
export const android = z.strictObject({
  manager: manager.optional().describe('Who owns the device; without it there is no provisioning QR code'),
  wifi: ssid
    .optional()
    .describe('SSID of the network of `network.wifi` that the device is set up over; the first by default'),
  useMobileData: z.boolean().optional().describe('The device may be set up over mobile data'),
  leaveSystemApps: z.boolean().optional().describe('Apps of the system that no one needs stay'),
  skipEncryption: z.boolean().optional().describe('Encryption is not forced during set-up'),
  skipEducation: z.boolean().optional().describe('The screens that teach gestures are left out'),
  alwaysOnVpn: z
    .strictObject({
      package: packageName.describe('The VPN app'),
      lockdown: z.boolean().default(false).describe('No network without the VPN'),
    })
    .optional()
    .describe('VPN app that is always on'),
  apps: z
    .array(app)
    .max(200)
    .default([])
    .superRefine(
      unique(
        (one) => one.package,
        ['un paquet qui n’est pas déjà dans la liste', 'a package not yet in the list'],
      ),
    )
    .describe('Apps and their managed configurations'),
});
