import { type Bilingual, InputError } from '../../../platform/core/index.js';
import { sectionsNotCarried } from '../../profile/index.js';
import { notCovered } from '../coverage.js';
import { JSON_TEXT, PNG, SVG } from '../media-types.js';
import type { MdmFile, MdmOrder, NotCarried, PlatformFiles } from '../order.js';
import { INSTALLED, MDM_SECTIONS } from '../section-coverage.js';
import { MOST_QR_BYTES, qrPng, qrSvg } from '../qr-code.js';
import { ANDROID_COVERAGE } from './coverage.js';
import { managedConfiguration } from './managed-configuration.js';
import { openNetwork } from './open-network.js';
import { policy } from './policy.js';
import { provisioning } from './provisioning.js';

/**
 * `provisioning.json` with its QR code, to install the device owner app; `policy.json` for the Android Management API;
 * and a managed configuration for each app that has one.
 */
export async function androidFiles(order: MdmOrder): Promise<PlatformFiles> {
  const owner = provisioning(order);
  const network = openNetwork(order);
  const rules = policy(order);
  const whole = {
    ...rules.policy,
    ...(network.configuration && { openNetworkConfiguration: network.configuration }),
  };
  const apps = order.mdm.android.apps.flatMap(({ package: name, configuration }) =>
    configuration === undefined
      ? []
      : [json(`managed-configurations/${name}.json`, managedConfiguration(name, configuration, order))],
  );
  return {
    files: [
      ...(owner ? await provisioningFiles(owner) : []),
      ...(Object.keys(whole).length > 0 ? [json('policy.json', whole)] : []),
      ...apps,
    ],
    notCarried: [
      ...network.notCarried,
      ...connectionRefusals(order),
      ...withoutQrCode(order),
      ...checkedByItsMaker(order),
      ...notCovered(order.profile, ANDROID_COVERAGE),
      ...rules.notCarried,
    ],
  };
}

async function provisioningFiles(owner: object): Promise<MdmFile[]> {
  const text = JSON.stringify(owner);
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_QR_BYTES) throw tooLong(bytes);
  return [
    { name: 'provisioning.json', mediaType: JSON_TEXT, bytes: Buffer.from(text) },
    { name: 'provisioning.svg', mediaType: SVG, bytes: Buffer.from(await qrSvg(text)) },
    { name: 'provisioning.png', mediaType: PNG, bytes: await qrPng(text) },
  ];
}

function json(name: string, value: object): MdmFile {
  return { name, mediaType: JSON_TEXT, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}

function connectionRefusals({ profile }: MdmOrder): NotCarried[] {
  const vpn = {
    fr: 'Android a besoin d’une application pour un VPN : mdm.android.alwaysOnVpn',
    en: 'Android needs an app for a VPN: mdm.android.alwaysOnVpn',
  };
  const accounts = {
    fr: 'un appareil Android n’a pas de comptes locaux à créer',
    en: 'an Android device has no local accounts to create',
  };
  return [
    ...profile.network.vpn.map((_, index) => ({ option: `network.vpn[${index}]`, reason: vpn })),
    ...(profile.users.length > 0 ? [{ option: 'users', reason: accounts }] : []),
  ];
}

const NO_MANAGER: Bilingual = {
  fr: 'se lit dans le code QR, qui n’existe qu’avec mdm.android.manager',
  en: 'is read from the QR code, which only exists with mdm.android.manager',
};

/** Options that only the set-up wizard reads, left out without a manager; it has no option for the keyboard. */
function withoutQrCode({ profile, mdm: { android } }: MdmOrder): NotCarried[] {
  const { manager, wifi, useMobileData, leaveSystemApps, skipEncryption, skipEducation } = android;
  const asked = { wifi, useMobileData, leaveSystemApps, skipEncryption, skipEducation };
  const isNamed = manager?.kind === 'headwind' && manager.deviceId === 'hostname';
  const sections = sectionsNotCarried(profile, {
    ...MDM_SECTIONS.android,
    locale: manager ? 'carried' : NO_MANAGER,
    hostname: isNamed ? 'carried' : INSTALLED,
  }).filter(({ option }) => option === 'locale' || option === 'hostname');
  const keyboard = manager !== undefined && hasOwnKeyboard(profile);
  return [
    ...sections,
    ...(keyboard ? [{ option: 'locale.keyboard', reason: INSTALLED }] : []),
    ...Object.entries(manager === undefined ? asked : {}).flatMap(([name, value]) =>
      value === undefined ? [] : [{ option: `mdm.android.${name}`, reason: NO_MANAGER }],
    ),
  ];
}

/** signatureChecksum is always the checksum of the signature, even with `checked: package`. */
function checkedByItsMaker({ mdm: { android } }: MdmOrder): NotCarried[] {
  const { manager } = android;
  if (manager === undefined || !('apk' in manager)) return [];
  const { checked, signatureChecksum } = manager.apk;
  if (checked !== 'package' || signatureChecksum === undefined) return [];
  return [{ option: 'mdm.android.manager.apk.checked', reason: SIGNATURE_GIVEN }];
}

const SIGNATURE_GIVEN: Bilingual = {
  fr: 'signatureChecksum ne contrôle que la signature ; pour contrôler le fichier, il faut sha256',
  en: 'signatureChecksum only checks the signature; sha256 is needed to check the file',
};

function hasOwnKeyboard({ locale: { keyboard } }: MdmOrder['profile']): boolean {
  return keyboard.layout !== 'fr' || keyboard.variant !== undefined || keyboard.model !== undefined;
}

function tooLong(bytes: number): InputError {
  const expected = {
    fr: `${MOST_QR_BYTES} octets au plus : retirez des options, ou choisissez un réseau sans certificat`,
    en: `at most ${MOST_QR_BYTES} bytes: remove options, or choose a network without a certificate`,
  };
  return new InputError(
    {
      fr: `le code QR d’Android aurait ${bytes} octets, plus que les ${MOST_QR_BYTES} possibles`,
      en: `the QR code of Android would have ${bytes} bytes, more than the ${MOST_QR_BYTES} possible`,
    },
    [{ field: 'mdm.android', found: bytes, expected }],
  );
}
