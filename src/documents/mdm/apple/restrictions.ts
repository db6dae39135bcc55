import type { ProfileRestrictions } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import {
  type AppleContext,
  type ApplePart,
  type Content,
  hasContent,
  joined,
  needsSupervision,
  notCarried,
  notCarriedIf,
  notHere,
  SYSTEM,
} from './apple-context.js';
import { appleKeys } from '../tables/apple-payloads.js';
import { Real } from './property-list.js';
import { onePayload, rowsOf } from './rows.js';
import { delays } from './updates.js';

const ACCESS = 'com.apple.applicationaccess';
const ACCESS_KEYS = appleKeys(ACCESS);
/** A key that only takes effect on supervised iPhones and iPads. */
const supervised = (key: string) => ({ key, supervised: true }) as const;

const flags = rowsOf<ProfileRestrictions>([ACCESS], {
  camera: 'allowCamera',
  screenCapture: 'allowScreenShot',
  nearbySharing: supervised('allowAirDrop'),
  voiceAssistant: 'allowAssistant',
  browserPasswordManager: supervised('allowPasswordAutoFill'),
  browserAutofill: supervised('safariAllowAutoFill'),
  biometricUnlock: 'allowFingerprintForUnlock',
  accountChanges: supervised('allowAccountModification'),
  factoryReset: supervised('allowEraseContentAndSettings'),
  diagnostics: 'allowDiagnosticSubmission',
  gaming: supervised('allowGameCenter'),
  usbFileTransfer: supervised('allowHostPairing'),
  printing: supervised('allowAirPrint'),
  appInstallation: supervised('allowAppInstallation'),
  unknownSources: 'allowEnterpriseAppTrust',
  cloudBackup: 'allowCloudBackup',
  cloudDocuments: [supervised('allowCloudDocumentSync'), 'allowCloudDesktopAndDocuments'],
  browserPopUps: 'safariAllowPopups',
  guestAccount: supervised('allowSharedDeviceTemporarySession'),
});
/** Stores other than Apple's. */
const stores = rowsOf<ProfileRestrictions>([ACCESS], {
  unknownSources: [
    supervised('allowMarketplaceAppInstallation'),
    supervised('allowWebDistributionAppInstallation'),
  ],
});

/** com.apple.applicationaccess, and the other payloads for restrictions of macOS. */
export function restrictionParts(context: AppleContext): ApplePart {
  const flag = flagsOf(context);
  const storage = storageOf(context);
  const delayed = delays(context);
  const own = further(context);
  const content = { ...flag.content, ...storage.content, ...delayed.content };
  const part: ApplePart = {
    payloads:
      hasContent(content) || hasContent(own.content)
        ? [{ type: ACCESS, kind: 'restrictions', title: 'Restrictions', content, byHand: own.content }]
        : [],
    notCarried: [...flag.notCarried, ...storage.notCarried, ...delayed.notCarried, ...own.notCarried],
  };
  return context.system === 'macos' ? joined([part, macosParts(context)]) : part;
}

interface Said {
  content: Content;
  notCarried: NotCarried[];
}

function flagsOf(context: AppleContext): Said {
  const { restrictions = {} } = context.profile;
  const written = [flags, stores].map((write) => write(restrictions, context, 'restrictions'));
  return {
    content: Object.assign({}, ...written.map(({ content }) => content)) as Content,
    // The coverage lists the restrictions that a Mac does not support.
    notCarried: context.system === 'macos' ? [] : written.flatMap((one) => one.notCarried),
  };
}

function storageOf({ profile: { restrictions }, system, supervised }: AppleContext): Said {
  const storage = restrictions?.removableStorage;
  const option = 'restrictions.removableStorage';
  if (storage === undefined || system === 'macos') return { content: {}, notCarried: [] };
  if (!supervised) return { content: {}, notCarried: [needsSupervision(option)] };
  if (storage !== 'read-only')
    return { content: { allowFilesUSBDriveAccess: storage === 'allow' }, notCarried: [] };
  const reason = [
    'un iPhone ou un iPad autorise ou interdit les supports amovibles, sans mode lecture seule : autorisés',
    'an iPhone or iPad allows or forbids removable storage, without a read-only mode: allowed',
  ] as const;
  return { content: { allowFilesUSBDriveAccess: true }, notCarried: [notCarried(option, ...reason)] };
}

/** Restrictions by Apple's names; they override the neutral section. */
function further({ mdm, system }: AppleContext): Said {
  const content: Content = {};
  const refused: NotCarried[] = [];
  for (const [key, value] of Object.entries(mdm.apple.restrictions ?? {})) {
    const known = ACCESS_KEYS.get(key);
    if (known?.systems[SYSTEM[system]] === null)
      refused.push(notHere(system, `mdm.apple.restrictions.${key}`));
    else content[key] = known?.type === 'real' && typeof value === 'number' ? new Real(value) : value;
  }
  return { content, notCarried: refused };
}

/** Guest account and App Store of a Mac. */
function macosParts(context: AppleContext): ApplePart {
  const { restrictions = {} } = context.profile;
  const content = (write: typeof guest) => write(restrictions, context, 'restrictions').content;
  const refused = notCarriedIf(
    restrictions.appInstallation === false,
    'restrictions.appInstallation',
    'sur un Mac, seul l’App Store est limité aux mises à jour ; un administrateur local peut installer le reste',
    'on a Mac only the App Store is limited to updates; a local administrator can install the rest',
  );
  return joined([
    onePayload({ type: MCX, kind: 'guest', title: 'Guest account', content: content(guest) }),
    onePayload({ type: STORE, kind: 'app-store', title: 'App Store', content: content(store) }, refused),
  ]);
}

const [MCX, STORE] = ['com.apple.MCX', 'com.apple.appstore'];
const guest = rowsOf<ProfileRestrictions>([MCX], {
  guestAccount: ['EnableGuestAccount', { key: 'DisableGuestAccount', negated: true }],
});
const store = rowsOf<ProfileRestrictions>([STORE], {
  appInstallation: { key: 'restrict-store-softwareupdate-only', negated: true },
});
