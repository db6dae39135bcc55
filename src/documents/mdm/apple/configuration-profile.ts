import type { NotCarried } from '../order.js';
import { APPLE_PROFILE, appleKeys } from '../tables/apple-payloads.js';
import {
  type AppleContext,
  type ApplePayload,
  hasContent,
  identifierOf,
  needsSupervision,
  notHere,
  present,
  uuidOf,
} from './apple-context.js';
import { propertyList } from './property-list.js';
import { tableContent } from './table-content.js';

const DAY_SECONDS = 86_400;

/** The profile with its payloads as XML; keys are in a fixed order. */
export function configurationProfile(
  context: AppleContext,
  payloads: readonly ApplePayload[],
): { text: string; notCarried: NotCarried[] } {
  const { mdm, profile, system } = context;
  const { apple } = mdm;
  const locked = lockOf(context);
  const days = apple.removeAfterDays;
  const top = {
    PayloadContent: [...payloads, ...locked.payloads].map((payload) => payloadOf(context, payload)),
    PayloadDescription: mdm.description,
    PayloadDisplayName: mdm.displayName ?? profile.title?.fr ?? profile.name,
    PayloadIdentifier: identifierOf(context),
    PayloadOrganization: mdm.organisation,
    PayloadRemovalDisallowed: locked.disallowed ? true : undefined,
    PayloadScope: system === 'macos' ? (apple.scope === 'user' ? 'User' : 'System') : undefined,
    PayloadType: 'Configuration',
    PayloadUUID: uuidOf(context),
    PayloadVersion: 1,
    HasRemovalPasscode: locked.payloads.length > 0 ? true : undefined,
    RemovalDate: apple.removalDate === undefined ? undefined : new Date(apple.removalDate),
    DurationUntilRemoval: days === undefined ? undefined : days * DAY_SECONDS,
    ConsentText: apple.consentText,
  };
  return {
    text: propertyList(tableContent(top, APPLE_PROFILE.keys, 'Configuration')),
    notCarried: locked.notCarried,
  };
}

function payloadOf(context: AppleContext, { type, kind, name, title, content, byHand }: ApplePayload) {
  return {
    ...(hasContent(content) && tableContent(content, appleKeys(type), type)),
    ...present(byHand ?? {}),
    PayloadDisplayName: title,
    PayloadIdentifier: identifierOf(context, kind, name),
    PayloadType: type,
    PayloadUUID: uuidOf(context, kind, name),
    PayloadVersion: 1,
  };
}

/** Who may remove the profile. On an iPhone that is not supervised, the user always may. */
function lockOf(context: AppleContext): {
  payloads: ApplePayload[];
  disallowed: boolean;
  notCarried: NotCarried[];
} {
  const { removable, removalPassword, scope } = context.mdm.apple;
  const free = context.system === 'ios' && !context.supervised;
  const asked = removable === false || removalPassword !== undefined;
  const options = [
    ...(removable === false ? ['mdm.apple.removable'] : []),
    ...(removalPassword === undefined ? [] : ['mdm.apple.removalPassword']),
  ];
  const misplaced = context.system === 'ios' && scope === 'user' ? [notHere('ios', 'mdm.apple.scope')] : [];
  if (free && asked) {
    return { payloads: [], disallowed: false, notCarried: [...misplaced, ...options.map(needsSupervision)] };
  }
  const payloads = removalPassword
    ? [
        {
          type: 'com.apple.profileRemovalPassword',
          kind: 'removal-password',
          title: 'Removal password',
          content: { RemovalPassword: context.secretText('mdm.apple.removalPassword', removalPassword) },
        },
      ]
    : [];
  return { payloads, disallowed: removable === false, notCarried: misplaced };
}
