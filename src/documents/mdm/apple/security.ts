import {
  type AppleContext,
  type ApplePart,
  type Content,
  hasContent,
  joined,
  NOTHING,
  notHere,
  present,
} from './apple-context.js';
import { mapped, onePayload, onlyOn, type Places } from './mapped.js';
import type { ProfileMdm } from '../../profile/index.js';

type Apple = ProfileMdm['apple'];
type Section<K extends keyof Apple> = NonNullable<Apple[K]>;

/** The firewall, Gatekeeper, privacy preferences and system extensions of a Mac. */
export function securityParts(context: AppleContext): ApplePart {
  const { firewall, privacy, systemExtensions } = context.mdm.apple;
  return joined([
    onlyOn('macos', context, 'mdm.apple.firewall', firewall, firewallPart),
    gatekeeperPart(context),
    onlyOn('macos', context, 'mdm.apple.privacy', privacy, privacyPart),
    onlyOn('macos', context, 'mdm.apple.systemExtensions', systemExtensions, extensionsPart),
  ]);
}

const FIREWALL: Places<Section<'firewall'>> = {
  enabled: 'EnableFirewall',
  blockAllIncoming: 'BlockAllIncoming',
  stealth: 'EnableStealthMode',
  allowSigned: 'AllowSigned',
  allowSignedApps: 'AllowSignedApp',
};

function firewallPart(firewall: Section<'firewall'>): ApplePart {
  const content: Content = {
    ...mapped(firewall, FIREWALL, 'mdm.apple.firewall', 'macos').content,
    Applications: firewall.apps?.map(({ bundleId, allowed }) => ({ BundleID: bundleId, Allowed: allowed })),
  };
  return onePayload({ type: 'com.apple.security.firewall', kind: 'firewall', title: 'Firewall', content });
}

/** Gatekeeper controls apps from outside the store; `mdm.apple.gatekeeper` overrides the neutral option. */
function gatekeeperPart({ mdm, profile, system }: AppleContext): ApplePart {
  const { gatekeeper } = mdm.apple;
  if (system === 'ios')
    return gatekeeper === undefined
      ? NOTHING
      : { payloads: [], notCarried: [notHere('ios', 'mdm.apple.gatekeeper')] };
  const outside = profile.restrictions?.unknownSources;
  const control = {
    EnableAssessment: gatekeeper?.enabled ?? (outside === undefined ? undefined : true),
    AllowIdentifiedDevelopers: gatekeeper?.identifiedDevelopers ?? outside,
    EnableXProtectMalwareUpload: gatekeeper?.malwareUpload,
  };
  const override = gatekeeper?.userOverride ?? (outside === false ? false : undefined);
  return joined([
    onePayload({
      type: 'com.apple.systempolicy.control',
      kind: 'gatekeeper',
      title: 'Gatekeeper',
      content: control,
    }),
    onePayload({
      type: 'com.apple.systempolicy.managed',
      kind: 'gatekeeper-override',
      title: 'Gatekeeper override',
      content: { DisableOverride: override === undefined ? undefined : !override },
    }),
  ]);
}

const typeOf = (app: string) => (app.startsWith('/') ? 'path' : 'bundleID');

function privacyPart(rules: Section<'privacy'>): ApplePart {
  const services: Record<string, ReturnType<typeof present>[]> = {};
  for (const { service, app, requirement, access, staticCode, comment, receiver } of rules) {
    (services[service] ??= []).push(
      present({
        Identifier: app,
        IdentifierType: typeOf(app),
        CodeRequirement: requirement,
        StaticCode: staticCode,
        Allowed: access === 'user' ? undefined : access === 'allow',
        Authorization: access === 'user' ? 'AllowStandardUserToSetSystemService' : undefined,
        Comment: comment,
        AEReceiverIdentifier: receiver?.app,
        AEReceiverIdentifierType: receiver && typeOf(receiver.app),
        AEReceiverCodeRequirement: receiver?.requirement,
      }),
    );
  }
  const type = 'com.apple.TCC.configuration-profile-policy';
  return onePayload({ type, kind: 'privacy', title: 'Privacy', content: { Services: services } });
}

const EXTENSIONS: Places<Section<'systemExtensions'>> = {
  userOverrides: 'AllowUserOverrides',
  teams: 'AllowedTeamIdentifiers',
  allowed: 'AllowedSystemExtensions',
  types: 'AllowedSystemExtensionTypes',
  removable: 'RemovableSystemExtensions',
};

function extensionsPart(given: Section<'systemExtensions'>): ApplePart {
  const { content } = mapped(given, EXTENSIONS, 'mdm.apple.systemExtensions', 'macos');
  if (!hasContent(content)) return NOTHING;
  const type = 'com.apple.system-extension-policy';
  return onePayload({ type, kind: 'system-extensions', title: 'System extensions', content });
}
