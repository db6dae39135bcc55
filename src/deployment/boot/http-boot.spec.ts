import { httpBootOffer, httpBootUrl } from './http-boot.js';

const server = { address: '10.77.1.3', url: httpBootUrl('10.77.1.3', 8080, 'shimx64.efi') };
const UUID = Buffer.from('004f1c2a3b0d5e4f6a8b7c9d0e1f2a3b4c', 'hex');

/** A DHCPDISCOVER as firmware sends it, with these options. */
function discover(options: [number, Buffer | string][], { op = 1 } = {}): Buffer {
  const header = Buffer.alloc(240);
  header.set([op, 1, 6, 0, 0xde, 0xad, 0xbe, 0xef]);
  header[10] = 0x80;
  Buffer.from('525400e7ab01', 'hex').copy(header, 28);
  Buffer.from('63825363', 'hex').copy(header, 236);
  const parts = options.map(([code, value]) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([code, bytes.length]), bytes]);
  });
  return Buffer.concat([header, Buffer.from([0, 0]), ...parts, Buffer.from([255])]);
}

const type = (value: number): [number, Buffer] => [53, Buffer.from([value])];
const vendor = (text: string): [number, string] => [60, text];
const arch = (value: number): [number, Buffer] => [93, Buffer.from([0, value])];
const client = [type(1), vendor('HTTPClient:Arch:00016:UNDI:003001'), arch(16)];

describe('the offer to a UEFI HTTP Boot client', () => {
  it('contains the loader and no address', () => {
    const offer = httpBootOffer(discover([...client, [97, UUID]]), server)!;
    expect(offer.subarray(0, 12).toString('hex')).toBe('02010600deadbeef00008000');
    expect(offer.subarray(12, 24).toString('hex')).toBe('00000000' + '00000000' + '0a4d0103');
    expect(offer.subarray(28, 34).toString('hex')).toBe('525400e7ab01');
    expect(offer.subarray(236, 240).toString('hex')).toBe('63825363');
    const text = offer.subarray(240).toString('latin1');
    expect(text.slice(0, 9)).toBe('\x35\x01\x02\x36\x04\x0a\x4d\x01\x03');
    expect(text.slice(9, 21)).toBe('\x3c\x0aHTTPClient');
    expect(text.slice(21, 68)).toBe('\x43\x2dhttp://10.77.1.3:8080/boot/loader/shimx64.efi');
    expect(offer.subarray(240 + 68).toString('hex')).toBe(`6111${UUID.toString('hex')}ff`);
  });

  it.each<[string, Buffer]>([
    ['a PXE client', discover([type(1), vendor('PXEClient:Arch:00007:UNDI:003001'), arch(7)])],
    ['an ordinary DHCP client', discover([type(1)])],
    [
      'an HTTP client of another architecture',
      discover([type(1), vendor('HTTPClient:Arch:00019'), arch(19)]),
    ],
    ['a request', discover([type(3), ...client.slice(1)])],
    ['an answer of a server', discover(client, { op: 2 })],
    ['a packet cut in the middle of an option', discover(client).subarray(0, 260)],
    ['a packet cut in its header', discover(client).subarray(0, 100)],
    ['nothing', Buffer.alloc(0)],
  ])('is not for %s', (_, packet) => {
    expect(httpBootOffer(packet, server)).toBeUndefined();
  });
});
