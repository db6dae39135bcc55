import { join } from 'node:path';

/**
 * The customer's DHCP server: it gives addresses and knows nothing of PXE.
 * @param network the first three bytes of the addresses, `10.77.1`
 */
export function siteDhcpConfig(network: string, directory: string): string {
  return `port=0
user=root
interface=eth0
bind-interfaces
dhcp-authoritative
dhcp-range=${network}.100,${network}.200,255.255.255.0,1h
dhcp-option=option:router
dhcp-leasefile=${join(directory, 'site.leases')}
pid-file=
log-facility=-
log-dhcp
`;
}
