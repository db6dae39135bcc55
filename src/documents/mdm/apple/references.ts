import { InputError } from '../../../platform/core/index.js';
import type { MdmOrder } from '../order.js';

/** Every name in `mdm.apple` of a certificate, a network or a VPN is one that the profile has. Throws InputError. */
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
    fr: `un nom de ${section} du genre qu’il faut ici`,
    en: `a name of ${section} of the kind needed here`,
  };
  throw new InputError({ fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` }, [
    { field, found: name, expected },
  ]);
}
