import type { RegistryValue } from '../registry.js';
import { not, set } from './value-of-option.js';
import type { Security } from './security-section.js';

const SERVICES = 'SYSTEM\\CurrentControlSet\\Services';
const SERVER = `${SERVICES}\\LanmanServer\\Parameters`;
const WORKSTATION = `${SERVICES}\\LanmanWorkstation\\Parameters`;
const LSA = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';
const DNS = 'SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient';

/** What file sharing and the asking for names are allowed. */
export function networkValues({ smb = {}, nameResolution = {} }: Security): RegistryValue[] {
  const { llmnr, mdns, netbios, wpad } = nameResolution;
  return [
    ...smbValues(smb),
    ...set(DNS, 'EnableMulticast', llmnr),
    ...set(`${SERVICES}\\Dnscache\\Parameters`, 'EnableMDNS', mdns),
    // P-node: names are asked of a server, never by broadcast. RFC 1001 §10.
    ...set(`${SERVICES}\\NetBT\\Parameters`, 'NodeType', netbios === false ? 2 : undefined),
    ...set(
      'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp',
      'DisableWpad',
      not(wpad),
    ),
  ];
}

function smbValues(smb: NonNullable<Security['smb']>): RegistryValue[] {
  const signing = smb.signing && smb.signing === 'required';
  const encryption = smb.encryption && smb.encryption === 'required';
  const policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\LanmanWorkstation';
  return [
    ...set(SERVER, 'SMB1', smb.smb1),
    ...set(SERVER, 'RequireSecuritySignature', signing),
    ...set(WORKSTATION, 'RequireSecuritySignature', signing),
    ...set(SERVER, 'EncryptData', encryption),
    ...set(SERVER, 'RejectUnencryptedAccess', encryption),
    ...set(WORKSTATION, 'RequireEncryption', encryption),
    ...set(policy, 'AllowInsecureGuestAuth', smb.insecureGuest),
    ...set(LSA, 'RestrictAnonymous', not(smb.anonymous)),
    ...set(LSA, 'RestrictAnonymousSAM', not(smb.anonymous)),
    ...set(SERVER, 'RestrictNullSessAccess', not(smb.anonymous)),
  ];
}
