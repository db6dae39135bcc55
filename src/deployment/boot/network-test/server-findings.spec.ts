import { clockFinding, lastPcFinding, silentFinding } from './server-findings.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const card = (address: string, internal = false) => [
  { address, internal, family: 'IPv4' as const, netmask: '', mac: '', cidr: null },
];

describe('what the server itself finds', () => {
  it('is why the boot service is silent, with the interfaces that there are', () => {
    const cards = { lo: card('127.0.0.1', true), eth1: card('10.0.0.3') };
    expect(silentFinding(undefined, cards).found.en).toContain('BOOT_INTERFACE is not set here');
    const wrong = silentFinding('eth0', cards);
    expect(wrong.found.en).toBe('The interface eth0 does not exist or has no IPv4 address.');
    expect(wrong.remedy?.en).toContain('Interfaces with an address: eth1 (10.0.0.3).');
    expect(silentFinding('eth1', cards).found.en).toBe('The boot service does not answer.');
  });

  it('is a clock that went back', () => {
    expect(clockFinding(new Date('2026-03-01T11:00:00Z'), NOW).verdict).toBe('good');
    expect(clockFinding(new Date('2026-03-01T12:00:30Z'), NOW).verdict).toBe('good');
    expect(clockFinding(new Date('2026-03-01T13:00:00Z'), NOW).verdict).toBe('fault');
    expect(clockFinding(undefined, NOW).verdict).toBe('unmeasured');
  });

  it('is when a PC last reached it', () => {
    expect(lastPcFinding(undefined, NOW).verdict).toBe('unmeasured');
    expect(lastPcFinding(new Date('2026-02-27T11:00:00Z'), NOW).found.en).toBe('2 d ago.');
  });
});
