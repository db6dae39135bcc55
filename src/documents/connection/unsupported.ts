import { type Finding, InputError } from '../../platform/core/index.js';
import type { ProfileDocument } from '../profile/index.js';
import { contextOf, type ConnectionContext } from './context.js';
import { vpnKeyfile } from './keyfile/vpn-keyfile.js';
import { wifiKeyfile } from './keyfile/wifi-keyfile.js';

const shown: ConnectionContext['secret'] = ({ vault }) => `{vault:${vault}}`;

/** The options of connections that NetworkManager does not support. Secrets are not checked. */
export function unsupportedByNetworkManager(
  document: Pick<ProfileDocument, 'network' | 'certificates'>,
): Finding[] {
  const asked = (document.certificates ?? []).flatMap(({ kind }, index) =>
    kind === 'scep' || kind === 'acme'
      ? [
          {
            field: `certificates[${index}].kind`,
            found: kind,
            expected: {
              fr: 'root, intermediate ou client : ce système ne demande pas lui-même de certificat (SCEP, ACME)',
              en: 'root, intermediate or client: this system does not request certificates itself (SCEP, ACME)',
            },
          },
        ]
      : [],
  );
  return [...asked, ...refusals(document)];
}

type Network = ProfileDocument['network'];

function refusals(document: Pick<ProfileDocument, 'network' | 'certificates'>): Finding[] {
  // A plan of an earlier release may have been frozen without these sections.
  const { wifi = [], vpn = [] } = (document.network as Partial<Network> | undefined) ?? {};
  return [
    ...wifi.flatMap((one, index) =>
      refusal(() => wifiKeyfile(one, contextOf(document, 'wifi', index, shown))),
    ),
    ...vpn.flatMap((one, index) => refusal(() => vpnKeyfile(one, contextOf(document, 'vpn', index, shown)))),
  ];
}

function refusal(write: () => unknown): Finding[] {
  try {
    write();
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.findings;
    throw error;
  }
}
