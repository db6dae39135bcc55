import { type AppleContext, type ApplePart, joined, NOTHING, notHere, present } from './apple-context.js';
import { contentFilterPart } from './content-filter.js';
import { directoryPart } from './directory.js';
import { certificate, onePayload, rowsOf, type Section } from './rows.js';

/** DNS, content filter, Kerberos, Active Directory and management server. */
export function serviceParts(context: AppleContext): ApplePart {
  const { dns, contentFilter, kerberos, enrolment } = context.mdm.apple;
  return joined([
    dns === undefined ? NOTHING : dnsPart(dns),
    contentFilter === undefined ? NOTHING : contentFilterPart(contentFilter, context),
    kerberos === undefined ? NOTHING : kerberosPart(kerberos, context),
    directoryPart(context),
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

const SSO = 'com.apple.extensiblesso';
const kerberosData = rowsOf<Section<'kerberos'>>([SSO, 'ExtensionData'], {
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
  passwordChange: 'allowPasswordChange',
  passwordUrl: 'pwChangeURL',
  passwordNoticeDays: 'pwNotificationDays',
  syncLocalPassword: 'syncLocalPassword',
  certificate: certificate('certificateUUID'),
});

function kerberosPart(given: Section<'kerberos'>, context: AppleContext): ApplePart {
  const { content, notCarried } = kerberosData(given, context, 'mdm.apple.kerberos');
  const data = present({
    ...content,
    domainRealmMapping: given.domains === undefined ? undefined : { [given.realm]: given.domains },
  });
  const payload = {
    type: SSO,
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

/** Features of macOS only, which the server announces by these names. */
const CAPABILITIES = [
  ['perUserConnections', 'com.apple.mdm.per-user-connections'],
  ['bootstrapToken', 'com.apple.mdm.bootstraptoken'],
] as const;

/** com.apple.mdm: the enrolment in the management server. */
function enrolmentPart(given: Section<'enrolment'>, context: AppleContext): ApplePart {
  const asked = CAPABILITIES.filter(([name]) => given[name] !== undefined);
  const capabilities = asked.flatMap(([name, capability]) =>
    context.system === 'macos' && given[name] ? [capability] : [],
  );
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
    context.system === 'macos' ? [] : asked.map(([name]) => notHere('ios', `mdm.apple.enrolment.${name}`)),
  );
}
