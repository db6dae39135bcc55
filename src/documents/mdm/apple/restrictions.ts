import type { ProfileRestrictions } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import {
  type AppleContext,
  type ApplePart,
  type ApplePayload,
  type Content,
  hasContent,
  joined,
  needsSupervision,
  notCarried,
  notHere,
  SYSTEM,
} from './apple-context.js';
import { applePayload } from '../tables/apple-payloads.js';
import { Real } from './property-list.js';
import { delays } from './updates.js';

type Flag = Exclude<keyof ProfileRestrictions, 'removableStorage' | 'browserHomepage'>;
/** Keys of com.apple.applicationaccess by option; `supervised` keys only take effect on supervised iPhones and iPads. */
type Keys = { keys: string[]; supervised?: true };

const ALIKE: Partial<Record<Flag, Keys>> = {
  camera: { keys: ['allowCamera'] },
  screenCapture: { keys: ['allowScreenShot'] },
  nearbySharing: { keys: ['allowAirDrop'], supervised: true },
  voiceAssistant: { keys: ['allowAssistant'] },
  browserPasswordManager: { keys: ['allowPasswordAutoFill'], supervised: true },
  browserAutofill: { keys: ['safariAllowAutoFill'], supervised: true },
  biometricUnlock: { keys: ['allowFingerprintForUnlock'] },
  accountChanges: { keys: ['allowAccountModification'], supervised: true },
  factoryReset: { keys: ['allowEraseContentAndSettings'], supervised: true },
  diagnostics: { keys: ['allowDiagnosticSubmission'] },
  gaming: { keys: ['allowGameCenter'], supervised: true },
};

const KEYS: Record<'macos' | 'ios', Partial<Record<Flag, Keys>>> = {
  macos: {
    ...ALIKE,
    cloudDocuments: { keys: ['allowCloudDocumentSync', 'allowCloudDesktopAndDocuments'] },
  },
  ios: {
    ...ALIKE,
    usbFileTransfer: { keys: ['allowHostPairing'], supervised: true },
    printing: { keys: ['allowAirPrint'], supervised: true },
    appInstallation: { keys: ['allowAppInstallation'], supervised: true },
    unknownSources: { keys: ['allowEnterpriseAppTrust'] },
    cloudBackup: { keys: ['allowCloudBackup'] },
    cloudDocuments: { keys: ['allowCloudDocumentSync'], supervised: true },
    browserPopUps: { keys: ['safariAllowPopups'] },
    guestAccount: { keys: ['allowSharedDeviceTemporarySession'], supervised: true },
  },
};

/** Stores other than Apple's; they can only be blocked on supervised devices. */
const STORES = ['allowMarketplaceAppInstallation', 'allowWebDistributionAppInstallation'];

/** com.apple.applicationaccess, and the other payloads for restrictions of macOS. */
export function restrictionParts(context: AppleContext): ApplePart {
  const flags = flagsOf(context);
  const storage = storageOf(context);
  const delayed = delays(context);
  const own = further(context);
  const content = { ...flags.content, ...storage.content, ...delayed.content, ...own.content };
  const part: ApplePart = {
    payloads: hasContent(content)
      ? [{ type: 'com.apple.applicationaccess', kind: 'restrictions', title: 'Restrictions', content }]
      : [],
    notCarried: [...flags.notCarried, ...storage.notCarried, ...delayed.notCarried, ...own.notCarried],
  };
  return context.system === 'macos' ? joined([part, macosParts(context)]) : part;
}

interface Said {
  content: Content;
  notCarried: NotCarried[];
}

function flagsOf({ profile: { restrictions = {} }, system, supervised }: AppleContext): Said {
  const content: Content = {};
  const refused: NotCarried[] = [];
  for (const [name, { keys, supervised: needs }] of Object.entries(KEYS[system])) {
    const value = restrictions[name as Flag];
    if (value === undefined) continue;
    if (needs && system === 'ios' && !supervised) refused.push(needsSupervision(`restrictions.${name}`));
    else for (const key of keys) content[key] = value;
  }
  if (system === 'ios' && restrictions.unknownSources !== undefined) {
    if (supervised) for (const key of STORES) content[key] = restrictions.unknownSources;
    else refused.push(needsSupervision('restrictions.unknownSources'));
  }
  return { content, notCarried: refused };
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
    const known = applePayload('com.apple.applicationaccess')?.keys.get(key);
    if (known?.systems[SYSTEM[system]] === null)
      refused.push(notHere(system, `mdm.apple.restrictions.${key}`));
    else content[key] = known?.type === 'real' && typeof value === 'number' ? new Real(value) : value;
  }
  return { content, notCarried: refused };
}

/** Guest account and App Store of a Mac. */
function macosParts({ profile: { restrictions = {} } }: AppleContext): ApplePart {
  const { guestAccount, appInstallation } = restrictions;
  const payloads: ApplePayload[] = [];
  if (guestAccount !== undefined) {
    payloads.push({
      type: 'com.apple.MCX',
      kind: 'guest',
      title: 'Guest account',
      content: { EnableGuestAccount: guestAccount, DisableGuestAccount: !guestAccount },
    });
  }
  if (appInstallation !== undefined) {
    payloads.push({
      type: 'com.apple.appstore',
      kind: 'app-store',
      title: 'App Store',
      content: { 'restrict-store-softwareupdate-only': !appInstallation },
    });
  }
  const reason = [
    'sur un Mac, seul l’App Store est limité aux mises à jour ; un administrateur local peut installer le reste',
    'on a Mac only the App Store is limited to updates; a local administrator can install the rest',
  ] as const;
  const part = appInstallation === false ? [notCarried('restrictions.appInstallation', ...reason)] : [];
  return { payloads, notCarried: part };
}
