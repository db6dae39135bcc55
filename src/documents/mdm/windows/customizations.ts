import { X509Certificate } from 'node:crypto';
import { stableUuid } from '../../connection/index.js';
import type { ProfileWifi } from '../../profile/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { XML } from '../media-types.js';
import type { MdmFile, MdmOrder } from '../order.js';
import { localAccounts } from './accounts.js';
import { computerName } from './computer-name.js';
import { carried } from './writable.js';

const CERTIFICATE = 'application/pkix-cert';

/**
 * `customizations.xml` of Windows Configuration Designer and the certificates that it refers to: PC name, accounts,
 * networks, authorities, first run, enrolment. The elements are those of an export of the designer. MS Learn, "Windows
 * Configuration Designer provisioning settings".
 */
export function customizationFiles(order: MdmOrder): MdmFile[] {
  const { enrolment, provisioning } = order.mdm.windows;
  const { name = '' } = computerName(order);
  const users = localAccounts(order).map(({ name, password, administrator, field }) => ({
    name,
    password: carried(order.secret(password), { field: `${field}.password` }),
    group: administrator ? 'Administrators' : 'Users',
  }));
  const authorities = authorityFiles(order);
  const wifi = order.profile.network.wifi.flatMap((one, index) =>
    wifiOf(one, `network.wifi[${index}]`, order),
  );
  const bulk = bulkEnrolment(order, enrolment);
  const hideOobe = provisioning?.hideOobe;
  const isEmpty = [name, ...users, ...authorities, ...wifi, ...bulk].every((one) => one === '');
  if (isEmpty && hideOobe === undefined) return [];
  const xml = renderTemplate('mdm/windows/customizations.xml', {
    id: stableUuid(`provisioning ${order.mdm.identifier} ${order.profile.name}`),
    package: order.mdm.displayName ?? order.profile.name,
    name,
    users,
    hasAccounts: name !== '' || users.length > 0,
    roots: authorities.filter(({ kind }) => kind === 'root'),
    intermediates: authorities.filter(({ kind }) => kind === 'intermediate'),
    hasCertificates: authorities.length > 0,
    wifi,
    oobe: hideOobe === undefined ? '' : capital(hideOobe),
    bulk,
  });
  return [
    { name: 'provisioning/customizations.xml', mediaType: XML, bytes: Buffer.from(xml) },
    ...authorities.map(({ path, der }) => ({
      name: `provisioning/${path}`,
      mediaType: CERTIFICATE,
      bytes: der,
    })),
  ];
}

interface Authority {
  kind: 'root' | 'intermediate';
  name: string;
  path: string;
  der: Buffer;
}

function authorityFiles({ profile: { certificates = [] } }: MdmOrder): Authority[] {
  return certificates.flatMap((certificate) => {
    if (certificate.kind !== 'root' && certificate.kind !== 'intermediate') return [];
    const { name, kind, pem } = certificate;
    return [{ kind, name, path: `certificates/${name}.cer`, der: new X509Certificate(pem).raw }];
  });
}

/** Windows Configuration Designer supports Open and WPA2-Personal only; other networks are in wifi/ and syncml/. */
const SECURITIES: { [S in ProfileWifi['security']]?: string } = {
  open: 'Open',
  'wpa2-psk': 'WPA2-Personal',
  'wpa2-wpa3-psk': 'WPA2-Personal',
};

function wifiOf(
  { ssid, security, passphrase, autoconnect, hidden }: ProfileWifi,
  field: string,
  { secret }: MdmOrder,
) {
  const type = SECURITIES[security];
  if (type === undefined) return [];
  const key = passphrase === undefined ? '' : carried(secret(passphrase), { field: `${field}.passphrase` });
  return [{ ssid, type, key, autoconnect: capital(autoconnect !== false), hidden: capital(hidden === true) }];
}

/** Bulk enrolment needs a password; without one, the user enrols with the link. */
function bulkEnrolment(order: MdmOrder, enrolment: MdmOrder['mdm']['windows']['enrolment']) {
  if (enrolment?.secret === undefined || enrolment.user === undefined) return [];
  const { user, server, secret } = enrolment;
  return [{ user, server, secret: carried(order.secret(secret), { field: 'mdm.windows.enrolment.secret' }) }];
}

/** Booleans in the format of the designer. */
function capital(value: boolean): string {
  return value ? 'True' : 'False';
}
