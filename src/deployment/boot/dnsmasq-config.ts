import { HTTP_CLIENT, HTTP_X64 } from './http-boot.js';

/** The settings of dnsmasq for network boot. */
export interface DnsmasqOptions {
  interfaceName: string;
  /** Établi's IPv4 address on that interface, and its netmask, dotted. */
  address: string;
  netmask: string;
  tftpRoot: string;
  /** URL of the first loader for UEFI HTTP Boot. */
  httpBootUrl: string;
  /** The account that dnsmasq runs under once its ports are open; it must be able to read `tftpRoot`. */
  user: string;
  /**
   * `proxy` completes the answers of the site's DHCP server and gives no address itself (PXE 2.1 §2.2.3);
   * `dhcp` is the only server of an isolated network.
   */
  mode: { kind: 'proxy' } | { kind: 'dhcp'; first: string; last: string; leaseFile: string };
}

/** The file names that firmware requests. shim loads grubx64.efi from its own folder. */
export const BIOS_LOADER = 'grub-bios.0';
export const UEFI_LOADER = 'shimx64.efi';

/** The configuration of dnsmasq: no DNS, TFTP and one of the two ways of DHCP. */
export function dnsmasqConfig(options: DnsmasqOptions): string {
  const lines = [
    'port=0',
    `user=${options.user}`,
    `interface=${options.interfaceName}`,
    'bind-interfaces',
    'no-ping',
    'pid-file=',
    'log-facility=-',
    'log-dhcp',
    'enable-tftp',
    `tftp-root=${options.tftpRoot}`,
    ...(options.mode.kind === 'proxy' ? proxyLines(options) : serverLines(options, options.mode)),
  ];
  return `${lines.join('\n')}\n`;
}

function proxyLines({ address, netmask }: DnsmasqOptions): string[] {
  return [
    `dhcp-range=${networkAddress(address, netmask)},proxy,${netmask}`,
    'dhcp-no-override',
    // No addresses are assigned, so there are no leases.
    'leasefile-ro',
    // Exactly one service may match a client: with two, firmware shows a menu and waits.
    `pxe-service=x86PC,"Etabli",${BIOS_LOADER}`,
    `pxe-service=x86-64_EFI,"Etabli",${UEFI_LOADER}`,
    `pxe-service=BC_EFI,"Etabli",${UEFI_LOADER}`,
  ];
}

type ServerMode = Extract<DnsmasqOptions['mode'], { kind: 'dhcp' }>;

/**
 * Client architectures: 0 is BIOS, 7 and 9 are UEFI x64, 16 is UEFI x64 by HTTP. RFC 4578 §2.1 and its erratum. A
 * client of HTTP Boot accepts only answers with the vendor class HTTPClient, which it does not request. UEFI 2.10 §24.7.3.
 */
function serverLines(
  { netmask, httpBootUrl }: DnsmasqOptions,
  { first, last, leaseFile }: ServerMode,
): string[] {
  return [
    'dhcp-authoritative',
    `dhcp-leasefile=${leaseFile}`,
    `dhcp-range=${first},${last},${netmask},12h`,
    'dhcp-match=set:bios,option:client-arch,0',
    'dhcp-match=set:uefi,option:client-arch,7',
    'dhcp-match=set:uefi,option:client-arch,9',
    `dhcp-match=set:http,option:client-arch,${HTTP_X64}`,
    `dhcp-boot=tag:bios,${BIOS_LOADER}`,
    `dhcp-boot=tag:uefi,${UEFI_LOADER}`,
    `dhcp-boot=tag:http,${httpBootUrl}`,
    `dhcp-option-force=tag:http,option:vendor-class,${HTTP_CLIENT}`,
  ];
}

/** The network address: `10.77.1.3`, `255.255.255.0` -> `10.77.1.0`. */
export function networkAddress(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((byte, n) => Number(byte) & (mask[n] ?? 0))
    .join('.');
}

/** The broadcast address of the network. RFC 919. */
export function broadcastAddress(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((byte, n) => Number(byte) | (~(mask[n] ?? 0) & 0xff))
    .join('.');
}
