import { CONFIGURATION_PROFILE } from '../media-types.js';
import { notCovered } from '../coverage.js';
import type { MdmOrder, NotCarried, PlatformFiles } from '../order.js';
import { type AppleContext, contextOf, joined } from './apple-context.js';
import { appParts } from './apps.js';
import { certificateParts } from './certificates.js';
import { configurationProfile } from './configuration-profile.js';
import { APPLE_COVERAGE } from './coverage.js';
import { customParts } from './custom.js';
import { deskParts } from './desk.js';
import { encryptionParts } from './encryption.js';
import { passcodePart } from './passcode.js';
import { refuseBadText } from './property-list.js';
import { checkReferences } from './references.js';
import { restrictionParts } from './restrictions.js';
import { securityParts } from './security.js';
import { serviceParts } from './services.js';
import { softwareUpdatePart } from './updates.js';
import { vpnParts } from './vpn.js';
import { wifiParts } from './wifi.js';

/** One configuration profile for a Mac, or for an iPhone or iPad; none without any setting. */
export function appleFiles(order: MdmOrder): PlatformFiles {
  const { title, network, certificates, encryption, mdm } = order.profile;
  const { organisation, displayName, description, apple } = order.mdm;
  refuseBadText({ title, network, certificates, encryption }, '');
  if (mdm !== undefined) refuseBadText({ organisation, displayName, description, apple }, 'mdm');
  checkReferences(order);
  const context = contextOf(order);
  const { payloads, notCarried } = joined([
    certificateParts(context),
    wifiParts(context),
    vpnParts(context),
    passcodePart(context),
    restrictionParts(context),
    encryptionParts(context),
    softwareUpdatePart(context),
    securityParts(context),
    deskParts(context),
    appParts(context),
    serviceParts(context),
    customParts(context),
  ]);
  const listed = [
    ...notCovered(order.profile, APPLE_COVERAGE[context.system]),
    ...notCarried,
    ...accounts(context),
  ];
  if (payloads.length === 0) return { files: [], notCarried: listed };
  const written = configurationProfile(context, payloads);
  const file = {
    name: `${order.profile.name}.mobileconfig`,
    mediaType: CONFIGURATION_PROFILE,
    bytes: Buffer.from(written.text),
  };
  return { files: [file], notCarried: [...listed, ...written.notCarried] };
}

function accounts({ profile }: AppleContext): NotCarried[] {
  if (profile.users.length === 0) return [];
  const reason = { fr: 'un profil Apple ne crée pas de comptes', en: 'an Apple profile creates no accounts' };
  return [{ option: 'users', reason }];
}
