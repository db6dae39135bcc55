import { HTTP_CLIENT, HTTP_X64 } from './http-boot.js';

/** What dnsmasq needs to lead PCs to Établi's boot files. */
export interface DnsmasqOptions {
  interfaceName: string;
  /** Établi's IPv4 address on that interface, and its netmask, dotted. */
  address: string;
  netmask: string;
  tftpRoot: string;
  /** Where UEFI HTTP Boot fetches its first loader. */
  httpBootUrl: string;
  /** The account that dnsmasq runs under once its ports are open; it must be able to read `tftpRoot`. */
  user: string;
  /**
   * `proxy` completes the answers of the site's DHCP server and gives no address itself (PXE 2.1 §2.2.3);
   * `dhcp` is the only server of an isolated network.
   */
  mode: { kind: 'proxy' } | { kind: 'dhcp'; first: string; last: string; leaseFile: string };
}

/** The file names that firmware asks for. shim looks for grubx64.efi beside itself. */
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
    // No address is given, so that none is remembered.
    'leasefile-ro',
    // Exactly one service may match a client: with two, firmware shows a menu and waits there.
    `pxe-service=x86PC,"Etabli",${BIOS_LOADER}`,
    `pxe-service=x86-64_EFI,"Etabli",${UEFI_LOADER}`,
    `pxe-service=BC_EFI,"Etabli",${UEFI_LOADER}`,
  ];
}

type ServerMode = Extract<DnsmasqOptions['mode'], { kind: 'dhcp' }>;

/**
 * Client architectures: 0 is BIOS, 7 and 9 are UEFI x64, 16 is UEFI x64 by HTTP. RFC 4578 §2.1 and its erratum. A
 * client of HTTP Boot takes only an answer that says HTTPClient, which it does not ask for. UEFI 2.10 §24.7.3.
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

/** The first address of the network that the address is in: `10.77.1.3`, `255.255.255.0` -> `10.77.1.0`. */
export function networkAddress(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((byte, n) => Number(byte) & (mask[n] ?? 0))
    .join('.');
}

/** The last address of the network, which every machine in it hears. RFC 919. */
export function broadcastAddress(address: string, netmask: string): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((byte, n) => Number(byte) | (~(mask[n] ?? 0) & 0xff))
    .join('.');
}
