import type { LinuxOrder } from './order.js';

type Profile = LinuxOrder['profile'];

/** Package families: the same software has a different package name in each. */
export type PackageManager = 'apt' | 'dnf';

const NAMES = {
  ssh: { apt: 'openssh-server', dnf: 'openssh-server' },
  sudo: { apt: 'sudo', dnf: 'sudo' },
  networkManager: { apt: 'network-manager', dnf: 'NetworkManager' },
  wifi: { apt: 'wpasupplicant', dnf: 'NetworkManager-wifi' },
  ikev2: { apt: 'network-manager-strongswan', dnf: 'NetworkManager-strongswan' },
  l2tp: { apt: 'network-manager-l2tp', dnf: 'NetworkManager-l2tp' },
  openvpn: { apt: 'network-manager-openvpn', dnf: 'NetworkManager-openvpn' },
  firewall: { apt: 'nftables', dnf: 'firewalld' },
  curl: { apt: 'curl', dnf: 'curl' },
  authorities: { apt: 'ca-certificates', dnf: 'ca-certificates' },
} as const;

/** The number of package items at the start of `software`: the installer itself installs these. */
export function firstItems({ software }: Profile): number {
  const index = software.findIndex(({ kind }) => kind !== 'apt');
  return index === -1 ? software.length : index;
}

export function firstPackages(profile: Profile): string[] {
  return profile.software
    .slice(0, firstItems(profile))
    .flatMap((item) => (item.kind === 'apt' ? item.packages : []));
}

/** Packages that other options of the profile need, without duplicates. */
export function neededPackages(profile: Profile, manager: PackageManager): string[] {
  const { users, personalise, software, network, certificates = [] } = profile;
  const vpns = network.vpn.map(({ kind }) => kind);
  const needed: [need: keyof typeof NAMES, is: boolean][] = [
    ['ssh', users.some(({ sshKeys }) => sshKeys.length > 0)],
    ['sudo', users.some(({ groups }) => groups.includes('sudo'))],
    ['networkManager', hasConnections(profile)],
    ['wifi', network.wifi.length > 0],
    ['ikev2', vpns.includes('ikev2')],
    ['l2tp', vpns.includes('l2tp')],
    ['openvpn', vpns.includes('openvpn')],
    ['firewall', personalise.firewall?.enabled === true],
    ['curl', manager === 'apt' && software.some(({ kind }) => kind === 'deb')],
    ['authorities', certificates.some((certificate) => 'pem' in certificate)],
  ];
  return needed.filter(([, is]) => is).map(([need]) => NAMES[need][manager]);
}

export function hasConnections({ network }: Profile): boolean {
  return network.wifi.length + network.vpn.length > 0;
}
