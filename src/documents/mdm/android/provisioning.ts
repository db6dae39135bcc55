import { type Bilingual, InputError } from '../../../platform/core/index.js';
import {
  isSecretValue,
  type ManagedValue,
  type ManagedValues,
  type ProfileMdm,
  resolveHostname,
} from '../../profile/index.js';
import type { MdmOrder } from '../order.js';
import { signatureChecksum } from './apk-signature.js';
import { provisioningWifi } from './provisioning-wifi.js';

/** Prefix of the keys of android.app.admin.DevicePolicyManager. */
const EXTRA = 'android.app.extra.PROVISIONING_';

type Manager = NonNullable<ProfileMdm['android']['manager']>;
type Apk = Extract<Manager, { kind: 'other' }>['apk'];

/** The device owners whose package and signature are published. */
const CLOUD_DPC = {
  component: 'com.google.android.apps.work.clouddpc/.receivers.CloudDeviceAdminReceiver',
  signature: 'I5YvS0O5hXY46mb01BlRjq4oJJGs2kuUcHvVkAPEXlg',
  location: 'https://play.google.com/managed/downloadManagingApp?identifier=setup',
  token: 'com.google.android.apps.work.clouddpc.EXTRA_ENROLLMENT_TOKEN',
};
const TEST_DPC = {
  component: 'com.afwsamples.testdpc/com.afwsamples.testdpc.DeviceAdminReceiver',
  signature: 'gJD2YwtOiWJHkSMkkIfLRlj-quNqG1fb6v100QmzM9w=',
  location: 'https://testdpc-latest-apk.appspot.com',
};
const HEADWIND_COMPONENT = 'com.hmdm.launcher/com.hmdm.launcher.AdminReceiver';

/**
 * The QR code content with which the Android set-up wizard makes the manager the device owner; undefined when
 * the profile names no manager. Android developers, "Provision devices", and DevicePolicyManager.
 * Throws InputError naming the unsupported option.
 */
export function provisioning(order: MdmOrder): Record<string, unknown> | undefined {
  const { manager, ...choices } = order.mdm.android;
  if (manager === undefined) return undefined;
  return {
    ...ownerOf(manager, order),
    ...under(EXTRA, {
      ...provisioningWifi(order),
      LOCALE: order.profile.locale.language.replace(/\..*$/, ''),
      TIME_ZONE: order.profile.locale.timeZone,
      USE_MOBILE_DATA: choices.useMobileData,
      LEAVE_ALL_SYSTEM_APPS_ENABLED: choices.leaveSystemApps,
      SKIP_ENCRYPTION: choices.skipEncryption,
      SKIP_EDUCATION_SCREENS: choices.skipEducation,
    }),
    ...extrasOf(manager, order),
  };
}

function ownerOf(manager: Manager, order: MdmOrder): Record<string, unknown> {
  const known = { 'android-management': CLOUD_DPC, 'test-dpc': TEST_DPC };
  if (manager.kind === 'android-management' || manager.kind === 'test-dpc') {
    const { component, signature, location } = known[manager.kind];
    return owner(component, location, { SIGNATURE_CHECKSUM: signature });
  }
  const component = manager.kind === 'headwind' ? HEADWIND_COMPONENT : manager.component;
  return owner(component, manager.apk.url, checksumOf(manager.apk, order));
}

function owner(
  component: string,
  location: string,
  checksum: Record<string, string>,
): Record<string, unknown> {
  return under(`${EXTRA}DEVICE_ADMIN_`, {
    COMPONENT_NAME: component,
    PACKAGE_DOWNLOAD_LOCATION: location,
    ...checksum,
  });
}

/** The checksum of the APK's signature or of the APK: SHA-256, URL-safe base64 without padding. */
function checksumOf(
  { sha256, checked, signatureChecksum: given }: Apk,
  order: MdmOrder,
): Record<string, string> {
  if (sha256 === undefined) return { SIGNATURE_CHECKSUM: given ?? '' };
  if (checked === 'package') return { PACKAGE_CHECKSUM: Buffer.from(sha256, 'hex').toString('base64url') };
  const computed = signatureChecksum(Buffer.from(order.payload(sha256)));
  if (computed !== undefined) return { SIGNATURE_CHECKSUM: computed };
  throw cannot('mdm.android.manager.apk.sha256', sha256, {
    fr: 'un APK signé (schéma v2 ou v3), ou checked: package',
    en: 'a signed APK (scheme v2 or v3), or checked: package',
  });
}

function extrasOf(manager: Manager, order: MdmOrder): Record<string, unknown> {
  const extras = bundleOf(manager, order);
  return Object.keys(extras).length === 0 ? {} : { [`${EXTRA}ADMIN_EXTRAS_BUNDLE`]: extras };
}

function bundleOf(manager: Manager, order: MdmOrder): Record<string, unknown> {
  switch (manager.kind) {
    case 'android-management':
      return { [CLOUD_DPC.token]: order.secret(manager.token) };
    case 'headwind':
      return headwindBundle(manager, order);
    case 'test-dpc':
      return {};
    case 'other':
      return revealedGroup(manager.extras ?? {}, order);
  }
}

/** Keys of the Headwind launcher, com.hmdm.launcher. */
function headwindBundle(manager: Extract<Manager, { kind: 'headwind' }>, order: MdmOrder) {
  const read = manager.deviceId.startsWith('device-') ? manager.deviceId.slice('device-'.length) : undefined;
  return under('com.hmdm.', {
    BASE_URL: manager.server,
    SERVER_PROJECT: manager.project ?? '',
    DEVICE_ID_USE: read,
    DEVICE_ID: read === undefined ? factOf(manager.deviceId, order) : undefined,
    CONFIG: manager.configuration,
    CUSTOMER: manager.customer,
    GROUP: manager.groups?.join(','),
  });
}

function factOf(kind: string, order: MdmOrder): string {
  const { machine, profile } = order;
  const facts: Record<string, string | null | undefined> = {
    hostname: machine.hostname ?? resolveHostname(profile.hostname.pattern, machine),
    serial: machine.serial,
    assetTag: machine.assetTag,
  };
  const fact = facts[kind];
  if (fact) return fact;
  throw cannot('mdm.android.manager.deviceId', kind, {
    fr: `une machine dont on connaît ${kind}`,
    en: `a machine whose ${kind} is known`,
  });
}

/** Replaces references by their secrets. */
export function revealedGroup(values: ManagedValues, order: MdmOrder): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, revealed(value, order)]));
}

function revealed(value: ManagedValue, order: MdmOrder): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => (typeof item === 'string' ? item : revealedGroup(item, order)));
  }
  if (isSecretValue(value)) return order.secret(value);
  return typeof value === 'object' ? revealedGroup(value, order) : value;
}

/** The defined values, by their full names. */
function under(prefix: string, values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[prefix + name, value]])),
  );
}

function cannot(field: string, found: unknown, expected: Bilingual): InputError {
  return new InputError(
    { fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` },
    [{ field, found, expected }],
  );
}
