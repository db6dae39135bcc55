import { option } from '../dhcp-options.js';
import { answersTo, discoverPacket, newQuestion, readAnswer } from './discover.js';
import { timeOf, timeRequest } from './sntp.js';

const question = newQuestion();

/** An answer to the question, with these options. */
function answer(options: Buffer[], { offered = [0, 0, 0, 0], file = '' } = {}): Buffer {
  const packet = Buffer.from(discoverPacket(question).subarray(0, 240));
  packet[0] = 2;
  packet.set(offered, 16);
  packet.write(file, 108, 'latin1');
  return Buffer.concat([packet, ...options, Buffer.from([255])]);
}

describe('the question of a made-up PC', () => {
  it('is a DISCOVER of a PXE client that asks for broadcasts, from a MAC of nobody', () => {
    const packet = discoverPacket(question);
    expect([packet[0], packet[10], packet[28]]).toEqual([1, 0x80, 0x02]);
    expect(packet.toString('latin1')).toContain('PXEClient:Arch:00007');
    expect(packet.subarray(240, 243)).toEqual(Buffer.from([53, 1, 1]));
    expect(newQuestion().transaction.equals(newQuestion().transaction)).toBe(false);
  });

  it('is answered only by packets with its number', () => {
    expect(answersTo(answer([]), question)).toBe(true);
    expect(answersTo(answer([]), newQuestion())).toBe(false);
    expect(answersTo(discoverPacket(question), question)).toBe(false);
    expect(answersTo(answer([]).subarray(0, 100), question)).toBe(false);
  });
});

describe('an answer', () => {
  it('says who offers what', () => {
    const options = [
      option(54, Buffer.from([10, 0, 0, 1])),
      option(42, Buffer.from([10, 0, 0, 5, 10, 0, 0, 6])),
      option(67, Buffer.from('pxelinux.0\0')),
    ];
    expect(readAnswer(answer(options, { offered: [10, 0, 0, 77] }), '10.0.0.9')).toEqual({
      server: '10.0.0.1',
      offers: '10.0.0.77',
      bootFile: 'pxelinux.0',
      timeServers: ['10.0.0.5', '10.0.0.6'],
    });
  });

  it('of a proxy offers no address, and may name its file in the fixed part', () => {
    const proxy = answer([option(60, Buffer.from('PXEClient'))], { file: 'wdsnbp.com' });
    expect(readAnswer(proxy, '10.0.0.9')).toEqual({
      server: '10.0.0.9',
      vendorClass: 'PXEClient',
      bootFile: 'wdsnbp.com',
      timeServers: [],
    });
  });

  it('that is cut or hostile is read as far as it goes', () => {
    const cut = Buffer.concat([answer([]).subarray(0, 240), Buffer.from([67, 200, 0x61])]);
    expect(readAnswer(cut, '10.0.0.9')).toEqual({ server: '10.0.0.9', timeServers: [] });
    const hostile = answer([option(67, Buffer.from('\u001b[31m<b>'))]);
    expect(readAnswer(hostile, '10.0.0.9').bootFile).toBe('[31m<b>');
  });
});

describe('the answer of a time server', () => {
  const packet = (first: number, stratum: number, seconds: number) => {
    const made = timeRequest();
    made[0] = first;
    made[1] = stratum;
    made.writeUInt32BE(seconds, 40);
    return made;
  };

  it('gives its time', () => {
    expect(timeOf(packet(0x24, 2, 2_208_988_800 + 1_700_000_000))).toBe(1_700_000_000);
  });

  it('gives none when the server knows none, or when it is another packet', () => {
    expect(timeOf(packet(0xe4, 2, 4_000_000_000))).toBeUndefined();
    expect(timeOf(packet(0x24, 16, 4_000_000_000))).toBeUndefined();
    expect(timeOf(packet(0x24, 0, 4_000_000_000))).toBeUndefined();
    expect(timeOf(timeRequest())).toBeUndefined();
    expect(timeOf(Buffer.alloc(10))).toBeUndefined();
  });
});
