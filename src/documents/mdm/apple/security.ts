import { type AppleContext, type ApplePart, joined, NOTHING, present } from './apple-context.js';
import { onePayload, onlyWith, type Section, sectionPart } from './rows.js';

/** The firewall, Gatekeeper, privacy preferences and system extensions of a Mac. */
export function securityParts(context: AppleContext): ApplePart {
  const { gatekeeper, privacy } = context.mdm.apple;
  return joined([
    firewallPart(context),
    context.system === 'macos'
      ? gatekeeperPart(context)
      : onlyWith(GATEKEEPER, context, 'mdm.apple.gatekeeper', gatekeeper, () => NOTHING),
    onlyWith(PRIVACY, context, 'mdm.apple.privacy', privacy, privacyPart),
    extensionsPart(context),
  ]);
}

const firewallPart = sectionPart('firewall', 'com.apple.security.firewall', 'firewall', 'Firewall', {
  enabled: 'EnableFirewall',
  blockAllIncoming: 'BlockAllIncoming',
  stealth: 'EnableStealthMode',
  allowSigned: 'AllowSigned',
  allowSignedApps: 'AllowSignedApp',
  apps: {
    key: 'Applications',
    as: (apps) => apps.map(({ bundleId, allowed }) => ({ BundleID: bundleId, Allowed: allowed })),
  },
});

const GATEKEEPER = 'com.apple.systempolicy.control';
const PRIVACY = 'com.apple.TCC.configuration-profile-policy';

/** Gatekeeper controls apps from outside the store; `mdm.apple.gatekeeper` overrides the neutral option. */
function gatekeeperPart({ mdm, profile }: AppleContext): ApplePart {
  const { gatekeeper } = mdm.apple;
  const outside = profile.restrictions?.unknownSources;
  const control = {
    EnableAssessment: gatekeeper?.enabled ?? (outside === undefined ? undefined : true),
    AllowIdentifiedDevelopers: gatekeeper?.identifiedDevelopers ?? outside,
    EnableXProtectMalwareUpload: gatekeeper?.malwareUpload,
  };
  const override = gatekeeper?.userOverride ?? (outside === false ? false : undefined);
  return joined([
    onePayload({ type: GATEKEEPER, kind: 'gatekeeper', title: 'Gatekeeper', content: control }),
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
  return onePayload({ type: PRIVACY, kind: 'privacy', title: 'Privacy', content: { Services: services } });
}

const extensionsPart = sectionPart(
  'systemExtensions',
  'com.apple.system-extension-policy',
  'system-extensions',
  'System extensions',
  {
    userOverrides: 'AllowUserOverrides',
    teams: 'AllowedTeamIdentifiers',
    allowed: 'AllowedSystemExtensions',
    types: 'AllowedSystemExtensionTypes',
    removable: 'RemovableSystemExtensions',
  },
);
