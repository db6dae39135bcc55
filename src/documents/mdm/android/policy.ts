import type {
  ProfileMdm,
  ProfilePasscode,
  ProfileRestrictions,
  ProfileUpdates,
} from '../../profile/index.js';
import type { MdmOrder, NotCarried } from '../order.js';
import { revealedGroup } from './provisioning.js';

type Values = Record<string, unknown>;

/** The policy fields for one value of a restriction. */
type Written = (value: never) => Values;

const flag =
  (name: string): ((allowed: boolean) => Values) =>
  (allowed) => ({ [name]: !allowed });
const choice =
  (name: string, denied: string, allowed: string): ((value: boolean) => Values) =>
  (value) => ({ [name]: value ? allowed : denied });

/** Fields of enterprises.policies, developers.google.com/android/management/reference/rest/v1/enterprises.policies. */
const RESTRICTIONS: Partial<Record<keyof ProfileRestrictions, Written>> = {
  camera: choice('cameraAccess', 'CAMERA_ACCESS_DISABLED', 'CAMERA_ACCESS_USER_CHOICE'),
  screenCapture: flag('screenCaptureDisabled'),
  microphone: choice('microphoneAccess', 'MICROPHONE_ACCESS_DISABLED', 'MICROPHONE_ACCESS_USER_CHOICE'),
  location: choice('locationMode', 'LOCATION_DISABLED', 'LOCATION_USER_CHOICE'),
  bluetooth: flag('bluetoothDisabled'),
  removableStorage: (value: string) => ({ mountPhysicalMediaDisabled: value === 'deny' }),
  printing: choice('printingPolicy', 'PRINTING_DISALLOWED', 'PRINTING_ALLOWED'),
  appInstallation: flag('installAppsDisabled'),
  biometricUnlock: (value: boolean) => (value ? {} : { keyguardDisabledFeatures: ['BIOMETRICS'] }),
  accountChanges: flag('modifyAccountsDisabled'),
  guestAccount: flag('addUserDisabled'),
  factoryReset: flag('factoryResetDisabled'),
};

const USB: Record<string, string> = { true: 'ALLOW_USB_DATA_TRANSFER', false: 'DISALLOW_USB_FILE_TRANSFER' };
const UNTRUSTED: Record<string, string> = { true: 'ALLOW_INSTALL_DEVICE_WIDE', false: 'DISALLOW_INSTALL' };
const DEVELOPER: Record<string, string> = {
  true: 'DEVELOPER_SETTINGS_ALLOWED',
  false: 'DEVELOPER_SETTINGS_DISABLED',
};

/** A policy of the Android Management API, without its networks; empty without any setting. */
export function policy({ profile, mdm, secret, ...order }: MdmOrder): {
  policy: Values;
  notCarried: NotCarried[];
} {
  const { restrictions = {}, passcode, updates = {}, encryption } = profile;
  const system = systemUpdate(updates);
  const written = {
    ...restrictionsOf(restrictions),
    ...(passcode && passcodeOf(passcode)),
    ...system.policy,
    ...(updates.apps !== undefined && { appAutoUpdatePolicy: updates.apps ? 'ALWAYS' : 'NEVER' }),
    ...(encryption?.required && {
      encryptionPolicy: encryption.startupPin ? 'ENABLED_WITH_PASSWORD' : 'ENABLED_WITHOUT_PASSWORD',
    }),
    ...(mdm.android.alwaysOnVpn && {
      alwaysOnVpnPackage: {
        packageName: mdm.android.alwaysOnVpn.package,
        lockdownEnabled: mdm.android.alwaysOnVpn.lockdown,
      },
    }),
    ...applicationsOf(mdm.android.apps, restrictions, { profile, mdm, secret, ...order }),
  };
  return { policy: written, notCarried: [...storageRefusal(restrictions), ...system.notCarried] };
}

function restrictionsOf(restrictions: ProfileRestrictions): Values {
  const { usbFileTransfer, unknownSources, developerMode } = restrictions;
  const plain: [string, unknown][] = Object.entries(restrictions).flatMap(([name, value]) => {
    const write = RESTRICTIONS[name as keyof ProfileRestrictions];
    return write && value !== undefined ? Object.entries(write(value as never)) : [];
  });
  const security = {
    ...(unknownSources !== undefined && { untrustedAppsPolicy: UNTRUSTED[String(unknownSources)] }),
    ...(developerMode !== undefined && { developerSettings: DEVELOPER[String(developerMode)] }),
  };
  return {
    ...Object.fromEntries(plain),
    ...(usbFileTransfer !== undefined && {
      deviceConnectivityManagement: { usbDataAccess: USB[String(usbFileTransfer)] },
    }),
    ...(Object.keys(security).length > 0 && { advancedSecurityOverrides: security }),
  };
}

function storageRefusal({ removableStorage }: ProfileRestrictions): NotCarried[] {
  if (removableStorage !== 'read-only') return [];
  const reason = {
    fr: 'Android autorise ou interdit les supports amovibles, sans mode lecture seule : autorisés',
    en: 'Android allows or forbids removable storage, without a read-only mode: allowed',
  };
  return [{ option: 'restrictions.removableStorage', reason }];
}

/** A minimum length only takes effect with NUMERIC or stricter, so a length alone requires digits. */
function passcodeOf(passcode: ProfilePasscode): Values {
  const qualities = {
    any: 'SOMETHING',
    numeric: 'NUMERIC_COMPLEX',
    alphanumeric: 'ALPHANUMERIC',
    complex: 'COMPLEX',
  };
  const weakest = passcode.minimumLength === undefined ? 'SOMETHING' : 'NUMERIC';
  const asked = passcode.quality === undefined ? weakest : qualities[passcode.quality];
  const days = passcode.maximumAgeDays;
  const policy = {
    passwordScope: 'SCOPE_DEVICE',
    passwordQuality: passcode.required
      ? asked === 'SOMETHING'
        ? weakest
        : asked
      : 'PASSWORD_QUALITY_UNSPECIFIED',
    passwordMinimumLength: passcode.minimumLength,
    ...(passcode.quality === 'complex' && {
      passwordMinimumLetters: 1,
      passwordMinimumNumeric: 1,
      passwordMinimumSymbols: 1,
    }),
    passwordHistoryLength: passcode.history,
    passwordExpirationTimeout: days === undefined ? undefined : `${days * 86_400}s`,
    maximumFailedPasswordsForWipe: passcode.maximumFailedAttempts,
  };
  return {
    passwordPolicies: [present(policy)],
    ...(passcode.lockAfterMinutes !== undefined && {
      maximumTimeToLock: String(passcode.lockAfterMinutes * 60_000),
    }),
  };
}

function systemUpdate({ automatic, activeHours }: ProfileUpdates): {
  policy: Values;
  notCarried: NotCarried[];
} {
  const hours = activeHours && { startMinutes: activeHours.end * 60, endMinutes: activeHours.start * 60 };
  const unused = activeHours && automatic !== 'install' ? [hoursRefusal()] : [];
  if (automatic === 'install') {
    return { policy: { systemUpdate: { type: hours ? 'WINDOWED' : 'AUTOMATIC', ...hours } }, notCarried: [] };
  }
  if (automatic !== 'off')
    return { policy: {}, notCarried: [...(automatic ? [downloadRefusal()] : []), ...unused] };
  return { policy: { systemUpdate: { type: 'POSTPONE' } }, notCarried: [postponeRefusal(), ...unused] };
}

const hoursRefusal = (): NotCarried => ({
  option: 'updates.activeHours',
  reason: {
    fr: 'Android n’applique des heures qu’aux installations automatiques',
    en: 'Android applies hours to automatic installations only',
  },
});
const downloadRefusal = (): NotCarried => ({
  option: 'updates.automatic',
  reason: {
    fr: 'Android installe ou reporte ; il ne peut pas seulement télécharger',
    en: 'Android installs or postpones; it cannot only download',
  },
});
const postponeRefusal = (): NotCarried => ({
  option: 'updates.automatic',
  reason: {
    fr: 'Android reporte les mises à jour de 30 jours au plus',
    en: 'Android postpones updates by at most 30 days',
  },
});

const CHROME = 'com.android.chrome';
const INSTALL = { required: 'FORCE_INSTALLED', available: 'AVAILABLE', blocked: 'BLOCKED' };

/** The apps of the profile, and Chrome with the browser options of the profile. */
function applicationsOf(
  apps: ProfileMdm['android']['apps'],
  restrictions: ProfileRestrictions,
  order: MdmOrder,
): Values {
  const browser = browserOf(restrictions);
  const given = apps.map((app) => ({
    packageName: app.package,
    installType: INSTALL[app.install],
    configuration: {
      ...(app.package === CHROME && browser),
      ...(app.configuration && revealedGroup(app.configuration, order)),
    },
  }));
  const withChrome =
    Object.keys(browser).length === 0 || apps.some((app) => app.package === CHROME)
      ? given
      : [...given, { packageName: CHROME, installType: INSTALL.available, configuration: browser }];
  if (withChrome.length === 0) return {};
  return {
    applications: withChrome.map(({ configuration, ...app }) => ({
      ...app,
      ...(Object.keys(configuration).length > 0 && { managedConfiguration: configuration }),
    })),
  };
}

/** Chrome's own policies on Android, chromeenterprise.google/policies. */
function browserOf(restrictions: ProfileRestrictions): Values {
  const { browserPrivateMode, browserPasswordManager, browserAutofill, browserPopUps, browserHomepage } =
    restrictions;
  return present({
    IncognitoModeAvailability: browserPrivateMode === undefined ? undefined : browserPrivateMode ? 0 : 1,
    PasswordManagerEnabled: browserPasswordManager,
    AutofillAddressEnabled: browserAutofill,
    AutofillCreditCardEnabled: browserAutofill,
    DefaultPopupsSetting: browserPopUps === undefined ? undefined : browserPopUps ? 1 : 2,
    HomepageLocation: browserHomepage,
    HomepageIsNewTabPage: browserHomepage === undefined ? undefined : false,
  });
}

function present(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
