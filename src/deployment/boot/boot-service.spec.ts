import { firmwareAddress } from './boot-service.js';

describe('firmwareAddress', () => {
  it('is the address of the PC that fetched its first loader', () => {
    expect(firmwareAddress('dnsmasq-tftp: sent /var/lib/etabli/tftp/shimx64.efi to 10.77.1.151')).toBe(
      '10.77.1.151',
    );
    expect(firmwareAddress('dnsmasq-tftp: sent /var/lib/etabli/tftp/grub-bios.0 to 10.77.1.9')).toBe(
      '10.77.1.9',
    );
  });

  it('is undefined for files that GRUB fetches later, and for other lines', () => {
    for (const line of [
      'dnsmasq-tftp: sent /var/lib/etabli/tftp/grub/grub.cfg to 10.77.1.151',
      'dnsmasq-tftp: file /var/lib/etabli/tftp/shimx64.efi not found for 10.77.1.151',
      'dnsmasq-dhcp: 1 PXE(eth0) 52:54:00:e7:ab:01 proxy',
    ]) {
      expect(firmwareAddress(line)).toBeUndefined();
    }
  });
});
