import { broadcastAddress, dnsmasqConfig, networkAddress } from './dnsmasq-config.js';

const common = {
  interfaceName: 'eth0',
  address: '10.77.1.3',
  netmask: '255.255.255.0',
  tftpRoot: '/var/lib/etabli/tftp',
  user: 'nobody',
  httpBootUrl: 'http://10.77.1.3:8080/boot/loader/shimx64.efi',
};

describe('dnsmasqConfig', () => {
  it("completes the site's DHCP answers and gives no address in proxy mode", () => {
    expect(dnsmasqConfig({ ...common, mode: { kind: 'proxy' } })).toBe(`port=0
user=nobody
interface=eth0
bind-interfaces
no-ping
pid-file=
log-facility=-
log-dhcp
enable-tftp
tftp-root=/var/lib/etabli/tftp
dhcp-range=10.77.1.0,proxy,255.255.255.0
dhcp-no-override
leasefile-ro
pxe-service=x86PC,"Etabli",grub-bios.0
pxe-service=x86-64_EFI,"Etabli",shimx64.efi
pxe-service=BC_EFI,"Etabli",shimx64.efi
`);
  });

  it('gives addresses and the loader of each architecture as the only DHCP server', () => {
    const mode = {
      kind: 'dhcp',
      first: '10.77.1.100',
      last: '10.77.1.200',
      leaseFile: '/var/lib/etabli/dhcp.leases',
    } as const;
    expect(dnsmasqConfig({ ...common, mode })).toBe(`port=0
user=nobody
interface=eth0
bind-interfaces
no-ping
pid-file=
log-facility=-
log-dhcp
enable-tftp
tftp-root=/var/lib/etabli/tftp
dhcp-authoritative
dhcp-leasefile=/var/lib/etabli/dhcp.leases
dhcp-range=10.77.1.100,10.77.1.200,255.255.255.0,12h
dhcp-match=set:bios,option:client-arch,0
dhcp-match=set:uefi,option:client-arch,7
dhcp-match=set:uefi,option:client-arch,9
dhcp-match=set:http,option:client-arch,16
dhcp-boot=tag:bios,grub-bios.0
dhcp-boot=tag:uefi,shimx64.efi
dhcp-boot=tag:http,http://10.77.1.3:8080/boot/loader/shimx64.efi
dhcp-option-force=tag:http,option:vendor-class,HTTPClient
`);
  });
});

describe('networkAddress and broadcastAddress', () => {
  it('are the two ends of the network, on a byte boundary or not', () => {
    expect(networkAddress('10.77.1.3', '255.255.255.0')).toBe('10.77.1.0');
    expect(broadcastAddress('10.77.1.3', '255.255.255.0')).toBe('10.77.1.255');
    expect(networkAddress('172.16.37.9', '255.255.240.0')).toBe('172.16.32.0');
    expect(broadcastAddress('172.16.37.9', '255.255.240.0')).toBe('172.16.47.255');
  });
});
