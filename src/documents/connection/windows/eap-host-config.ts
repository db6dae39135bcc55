import type { ProfileVpn, ProfileWifi } from '../../profile/index.js';
import { authorities, type ConnectionContext, thumbprint } from '../context.js';
import { element, type Element } from '../xml-element.js';

type Eap = NonNullable<ProfileWifi['eap']>;
type Trust = Pick<Eap, 'serverNames' | 'trustedCertificates'>;

const PROVISIONING = 'http://www.microsoft.com/provisioning';
const COMMON = `${PROVISIONING}/EapCommon`;
const BASE = `${PROVISIONING}/BaseEapConnectionPropertiesV1`;
const TLS = `${PROVISIONING}/EapTlsConnectionProperties`;
const PEAP = `${PROVISIONING}/MsPeapConnectionProperties`;

/** EAP method numbers of the IANA registry. */
const TYPES = { tls: 13, ttls: 21, 'peap-mschapv2': 25, mschapv2: 26 } as const;

/**
 * EapHostConfig of a Wi-Fi network: what Windows takes as EAPConfig. User names and passwords are not part of it:
 * Windows keeps them apart. MS Learn, "EAPHost schemas"; the prompt for an unknown server is off as soon as the
 * profile says whom to trust.
 */
export function eapHostConfig(eap: Eap, context: ConnectionContext): Element {
  const trust = trusted(eap, context);
  switch (eap.method) {
    case 'tls':
      return host(TYPES.tls, 0, tls(trust, eap.identity !== undefined));
    case 'peap-mschapv2':
      return host(TYPES['peap-mschapv2'], 0, peap(trust, eap.anonymousIdentity));
    case 'ttls':
      // 311, Microsoft, wrote this method of Windows 8 and later.
      return host(TYPES.ttls, 311, ttls(eap, trust));
  }
}

/** EapHostConfig of a VPN that authenticates by EAP. */
export function vpnEapHostConfig(
  authentication: Extract<
    Exclude<ProfileVpn, { kind: 'wireguard' | 'openvpn' }>['authentication'],
    { method: 'eap-tls' | 'eap-mschapv2' }
  >,
  context: ConnectionContext,
): Element {
  if (authentication.method === 'eap-tls')
    return host(TYPES.tls, 0, tls(trusted(authentication, context), authentication.identity !== undefined));
  return host(TYPES.mschapv2, 0, mschapv2());
}

interface Trusted {
  serverNames: string;
  roots: string[];
  asks: boolean;
}

function trusted({ serverNames = [], trustedCertificates }: Trust, context: ConnectionContext): Trusted {
  const roots = authorities(context, trustedCertificates).map(thumbprint);
  return { serverNames: serverNames.join(';'), roots, asks: roots.length === 0 };
}

function host(type: number, author: number, method: Element): Element {
  return element(
    'EapHostConfig',
    [
      element('EapMethod', [
        element('Type', type, COMMON),
        element('VendorId', 0, COMMON),
        element('VendorType', 0, COMMON),
        element('AuthorId', author, COMMON),
      ]),
      element('Config', [method]),
    ],
    `${PROVISIONING}/EapHostConfig`,
  );
}

function serverValidation({ serverNames, roots, asks }: Trusted): Element {
  return element('ServerValidation', [
    element('DisableUserPromptForServerValidation', !asks),
    element('ServerNames', serverNames),
    ...roots.map((root) => element('TrustedRootCA', root)),
  ]);
}

function tls(trust: Trusted, differentUser: boolean): Element {
  const type = element(
    'EapType',
    [
      element('CredentialsSource', [element('CertificateStore', [element('SimpleCertSelection', true)])]),
      serverValidation(trust),
      element('DifferentUsername', differentUser),
      element('PerformServerValidation', true, `${TLS}V2`),
      element('AcceptServerName', trust.serverNames !== '', `${TLS}V2`),
    ],
    `${TLS}V1`,
  );
  return element('Eap', [element('Type', TYPES.tls), type], BASE);
}

function mschapv2(): Element {
  const type = element(
    'EapType',
    [element('UseWinLogonCredentials', false)],
    `${PROVISIONING}/MsChapV2ConnectionPropertiesV1`,
  );
  return element('Eap', [element('Type', TYPES.mschapv2), type], BASE);
}

function peap(trust: Trusted, anonymousIdentity: string | undefined): Element {
  const privacy =
    anonymousIdentity === undefined
      ? undefined
      : element(
          'IdentityPrivacy',
          [element('EnableIdentityPrivacy', true), element('AnonymousUserName', anonymousIdentity)],
          `${PEAP}V2`,
        );
  const type = element(
    'EapType',
    [
      serverValidation(trust),
      element('FastReconnect', true),
      element('InnerEapOptional', false),
      mschapv2(),
      element('EnableQuarantineChecks', false),
      element('RequireCryptoBinding', false),
      element('PeapExtensions', [
        element('PerformServerValidation', true, `${PEAP}V2`),
        element('AcceptServerName', trust.serverNames !== '', `${PEAP}V2`),
        privacy,
      ]),
    ],
    `${PEAP}V1`,
  );
  return element('Eap', [element('Type', TYPES['peap-mschapv2']), type], BASE);
}

const INNER = {
  pap: element('PAPAuthentication', ''),
  chap: element('CHAPAuthentication', ''),
  mschap: element('MSCHAPAuthentication', ''),
  mschapv2: element('MSCHAPv2Authentication', [element('UseWinlogonCredentials', false)]),
};

function ttls(eap: Extract<Eap, { method: 'ttls' }>, { serverNames, roots, asks }: Trusted): Element {
  const anonymous = eap.anonymousIdentity;
  return element(
    'EapTtls',
    [
      element('ServerValidation', [
        element('ServerNames', serverNames),
        ...roots.map((root) => element('TrustedRootCAHash', spaced(root))),
        element('DisablePrompt', !asks),
      ]),
      element('Phase2Authentication', [INNER[eap.inner]]),
      element('Phase1Identity', [
        element('IdentityPrivacy', anonymous !== undefined),
        anonymous === undefined ? undefined : element('AnonymousIdentity', anonymous),
      ]),
    ],
    `${PROVISIONING}/EapTtlsConnectionPropertiesV1`,
  );
}

/** `AB CD …`: how the TTLS schema writes a thumbprint, where the two others take the digits alone. */
function spaced(thumbprint: string): string {
  return thumbprint.toLowerCase().replace(/..(?!$)/g, '$& ');
}
