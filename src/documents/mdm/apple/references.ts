import { InputError } from '../../../platform/core/index.js';
import type { MdmOrder } from '../order.js';

/** Throws InputError for a name of a certificate, network or VPN in `mdm.apple` that is not in the profile. */
export function checkReferences({ profile, mdm }: MdmOrder): void {
  const { apple } = mdm;
  const certificates = profile.certificates ?? [];
  const filter = apple.contentFilter;
  const client = (field: string, name: string | undefined) =>
    check(
      field,
      name,
      certificates.filter((one) => !('pem' in one)).map((one) => one.name),
      'certificates',
    );
  client('mdm.apple.kerberos.certificate', apple.kerberos?.certificate);
  client('mdm.apple.enrolment.identity', apple.enrolment?.identity);
  if (filter?.kind === 'plugin') client('mdm.apple.contentFilter.certificate', filter.certificate);
  apple.enrolment?.pinnedCertificates?.forEach((name, index) => {
    const authorities = certificates.filter((one) => 'pem' in one).map((one) => one.name);
    check(`mdm.apple.enrolment.pinnedCertificates[${index}]`, name, authorities, 'certificates');
  });
  apple.wifi.forEach(({ ssid }, index) =>
    check(
      `mdm.apple.wifi[${index}].ssid`,
      ssid,
      profile.network.wifi.map((one) => one.ssid),
      'network.wifi',
    ),
  );
  const tunnels = profile.network.vpn.filter(({ kind }) => kind === 'ikev2').map(({ name }) => name);
  apple.vpn.forEach(({ name }, index) =>
    check(`mdm.apple.vpn[${index}].name`, name, tunnels, 'network.vpn (ikev2)'),
  );
}

function check(field: string, name: string | undefined, known: string[], section: string): void {
  if (name === undefined || known.includes(name)) return;
  const expected = {
    fr: `un nom de ${section} du type demandé ici`,
    en: `a name of ${section} of the kind needed here`,
  };
  throw new InputError({ fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` }, [
    { field, found: name, expected },
  ]);
}
