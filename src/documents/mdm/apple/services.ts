import type { ProfileMdm } from '../../profile/index.js';
import { type AppleContext, type ApplePart, joined, NOTHING, present } from './apple-context.js';
import { contentFilterPart } from './content-filter.js';
import { directoryPart } from './directory.js';
import { mapped, onePayload, onlyOn, type Places } from './mapped.js';

type Apple = ProfileMdm['apple'];
type Section<K extends keyof Apple> = NonNullable<Apple[K]>;

/** DNS, content filter, Kerberos, Active Directory and management server. */
export function serviceParts(context: AppleContext): ApplePart {
  const { dns, contentFilter, kerberos, directory, enrolment } = context.mdm.apple;
  return joined([
    dns === undefined ? NOTHING : dnsPart(dns),
    contentFilter === undefined ? NOTHING : contentFilterPart(contentFilter, context),
    kerberos === undefined ? NOTHING : kerberosPart(kerberos, context),
    onlyOn('macos', context, 'mdm.apple.directory', directory, (given) => directoryPart(given, context)),
    enrolment === undefined ? NOTHING : enrolmentPart(enrolment, context),
  ]);
}

function dnsPart(dns: Section<'dns'>): ApplePart {
  const content = {
    DNSSettings: present({
      DNSProtocol: dns.protocol === 'https' ? 'HTTPS' : 'TLS',
      ServerURL: dns.serverUrl,
      ServerName: dns.serverName,
      ServerAddresses: dns.addresses,
      SupplementalMatchDomains: dns.domains,
    }),
    ProhibitDisablement: dns.locked,
  };
  return onePayload({ type: 'com.apple.dnsSettings.managed', kind: 'dns', title: 'DNS', content });
}

const KERBEROS: Places<Section<'kerberos'>> = {
  principal: 'principalName',
  site: 'siteCode',
  kdcs: 'preferredKDCs',
  isDefault: 'isDefaultRealm',
  autoDiscovery: 'useSiteAutoDiscovery',
  automaticLogin: 'allowAutomaticLogin',
  userPresence: 'requireUserPresence',
  requireTls: 'requireTLSForLDAP',
  apps: 'credentialBundleIdACL',
  managedApps: 'includeManagedAppsInBundleIdACL',
  helpText: 'helpText',
  userLabel: 'customUsernameLabel',
  passwordChange: { key: 'allowPasswordChange', only: 'macos' },
  passwordUrl: { key: 'pwChangeURL', only: 'macos' },
  passwordNoticeDays: { key: 'pwNotificationDays', only: 'macos' },
  syncLocalPassword: { key: 'syncLocalPassword', only: 'macos' },
};

function kerberosPart(given: Section<'kerberos'>, context: AppleContext): ApplePart {
  const { content, notCarried } = mapped(given, KERBEROS, 'mdm.apple.kerberos', context.system);
  const data = present({
    ...content,
    certificateUUID: given.certificate === undefined ? undefined : context.certificateUuid(given.certificate),
    domainRealmMapping: given.domains === undefined ? undefined : { [given.realm]: given.domains },
  });
  const payload = {
    type: 'com.apple.extensiblesso',
    kind: 'kerberos',
    title: given.realm,
    content: {
      ExtensionIdentifier: 'com.apple.AppSSOKerberos.KerberosExtension',
      TeamIdentifier: 'apple',
      Type: 'Credential',
      Realm: given.realm,
      Hosts: given.hosts,
      ExtensionData: Object.keys(data).length === 0 ? undefined : data,
    },
  };
  return onePayload(payload, notCarried);
}

/** com.apple.mdm: the enrolment in the management server. */
function enrolmentPart(given: Section<'enrolment'>, context: AppleContext): ApplePart {
  const here = context.system === 'macos';
  const capabilities = [
    ...(here && given.perUserConnections ? ['com.apple.mdm.per-user-connections'] : []),
    ...(here && given.bootstrapToken ? ['com.apple.mdm.bootstraptoken'] : []),
  ];
  const macOnly = {
    perUserConnections: { key: '', only: 'macos' },
    bootstrapToken: { key: '', only: 'macos' },
  } as const;
  const { notCarried } = mapped(given, macOnly, 'mdm.apple.enrolment', context.system);
  const content = {
    ServerURL: given.serverUrl,
    CheckInURL: given.checkInUrl,
    Topic: given.topic,
    IdentityCertificateUUID: context.certificateUuid(given.identity),
    AccessRights: given.accessRights,
    SignMessage: given.signMessage,
    CheckOutWhenRemoved: given.checkOut,
    UseDevelopmentAPNS: given.developmentApns,
    ServerCapabilities: capabilities.length === 0 ? undefined : capabilities,
    ServerURLPinningCertificateUUIDs: given.pinnedCertificates?.map(context.certificateUuid),
  };
  return onePayload(
    { type: 'com.apple.mdm', kind: 'enrolment', title: given.serverUrl, content },
    notCarried,
  );
}
