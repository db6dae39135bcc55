import { readIdentity, type ReportedIdentity } from './identity.js';
import { type Candidate, recognise } from './recognise.js';

const UUID_A = '11f6e606-84d1-4e74-af7c-3b54377d15e3';
const UUID_B = 'f2265c3a-1cd7-40a5-80d7-52f0688cf3c8';
const AMI = '03000200-0400-0500-0006-000700080009';
const [M1, M2, DOCK] = ['00:1a:2b:00:00:01', '00:1a:2b:00:00:02', '50:1a:c5:fe:aa:8c'];

function known(
  id: string,
  parts: Partial<Candidate> & { own?: string[]; foreign?: string[] } = {},
): Candidate {
  const { own = [], foreign = [], ...rest } = parts;
  return {
    id,
    uuidShared: false,
    firstSeenAt: new Date('2026-01-01'),
    macs: [...own.map((mac) => ({ mac, own: true })), ...foreign.map((mac) => ({ mac, own: false }))],
    ...rest,
  };
}

function ask(reported: ReportedIdentity, ...candidates: Candidate[]) {
  const { machine, anonymous, oddities } = recognise(readIdentity(reported), candidates);
  return { machine: machine?.id, anonymous, oddities };
}

describe('recognising a PC', () => {
  it('knows it by its serial number, whatever else changed', () => {
    expect(
      ask({ serial: 'abc123 ', uuid: UUID_A, macs: [M1] }, known('a', { serial: 'ABC123', uuid: UUID_A })),
    ).toEqual({
      machine: 'a',
      anonymous: false,
      oddities: [],
    });
  });

  it('knows it by its UUID when the serial number is a placeholder', () => {
    expect(
      ask({ serial: 'Default string', uuid: UUID_A, macs: [M1] }, known('a', { uuid: UUID_A })).machine,
    ).toBe('a');
  });

  it('knows a UUID that GRUB read in the other byte order', () => {
    const swapped = '06e6f611-d184-744e-af7c-3b54377d15e3';
    expect(ask({ uuid: swapped, macs: [] }, known('a', { uuid: UUID_A })).machine).toBe('a');
  });

  it('knows it by a MAC of its own when it has neither', () => {
    expect(ask({ serial: '', uuid: AMI, macs: [M1] }, known('a', { own: [M1] })).machine).toBe('a');
  });

  it('gives a machine known by MAC the serial number that it tells later', () => {
    expect(ask({ serial: 'ABC123', macs: [M1] }, known('a', { own: [M1] })).machine).toBe('a');
  });

  it('knows by MAC a PC that was not asked for its serial number', () => {
    expect(ask({ macs: [M1] }, known('a', { serial: 'ABC123', own: [M1] })).machine).toBe('a');
  });

  it('never uses a placeholder as an identity', () => {
    const placeholder = known('a', { serial: 'DEFAULT STRING', uuid: AMI });
    expect(ask({ serial: 'Default string', uuid: AMI, macs: [M1] }, placeholder).machine).toBeUndefined();
  });

  it('marks a UUID as shared when a PC with another serial number reports it', () => {
    expect(
      ask(
        { serial: 'DEF456', uuid: UUID_A, macs: [M2] },
        known('a', { serial: 'ABC123', uuid: UUID_A, own: [M1] }),
      ),
    ).toEqual({
      machine: undefined,
      anonymous: false,
      oddities: [{ kind: 'shared-uuid', value: UUID_A, machineIds: ['a'] }],
    });
  });

  it('finds no machine by a shared UUID', () => {
    const sharer = known('a', { serial: 'ABC123', uuid: UUID_A, uuidShared: true });
    expect(ask({ serial: 'none', uuid: UUID_A, macs: [M2] }, sharer).machine).toBeUndefined();
  });

  it('notices a dock: its MAC on a PC with another serial number', () => {
    expect(
      ask({ serial: 'DEF456', macs: [DOCK] }, known('a', { serial: 'ABC123', own: [DOCK, M1] })),
    ).toEqual({
      machine: undefined,
      anonymous: false,
      oddities: [{ kind: 'adapter', value: DOCK, machineIds: ['a'] }],
    });
  });

  it('notices a dock between two known PCs', () => {
    const a = known('a', { serial: 'ABC123', own: [DOCK] });
    const b = known('b', { serial: 'DEF456', own: [M2] });
    expect(ask({ serial: 'DEF456', macs: [M2, DOCK] }, a, b)).toEqual({
      machine: 'b',
      anonymous: false,
      oddities: [{ kind: 'adapter', value: DOCK, machineIds: ['a'] }],
    });
  });

  it('does not confuse a PC without serial number with the one that the dock was seen on', () => {
    const withSerial = known('a', { serial: 'ABC123', own: [DOCK] });
    expect(ask({ serial: 'To be filled by O.E.M.', uuid: UUID_B, macs: [DOCK] }, withSerial)).toEqual({
      machine: undefined,
      anonymous: false,
      oddities: [{ kind: 'adapter', value: DOCK, machineIds: ['a'] }],
    });
  });

  it('finds no machine by a MAC that is moved between PCs', () => {
    expect(ask({ serial: 'DEF456', macs: [DOCK] }, known('a', { foreign: [DOCK] })).machine).toBeUndefined();
  });

  it('finds no machine by the MAC of a USB adapter', () => {
    expect(ask({ macs: [DOCK], adapters: [DOCK] }, known('a', { own: [DOCK] })).machine).toBeUndefined();
  });

  it('cannot identify a PC that has only a dock', () => {
    expect(
      ask({ serial: '', uuid: AMI, macs: [DOCK] }, known('a', { foreign: [DOCK], serial: 'ABC123' }))
        .anonymous,
    ).toBe(true);
  });

  it('cannot identify a PC that reports nothing', () => {
    expect(ask({ serial: null, uuid: null, macs: ['00:00:00:00:00:00'] })).toEqual({
      machine: undefined,
      anonymous: true,
      oddities: [],
    });
  });

  it('notices a serial number that comes back with another board', () => {
    const before = known('a', { serial: 'ABC123', uuid: UUID_A, own: [M1] });
    expect(ask({ serial: 'ABC123', uuid: UUID_B, macs: [M2] }, before)).toEqual({
      machine: 'a',
      anonymous: false,
      oddities: [{ kind: 'changed-board', value: 'ABC123', machineIds: ['a'] }],
    });
  });

  it('takes the record with most MACs when one PC has two, and notices it', () => {
    const older = known('a', { own: [M1] });
    const newer = known('b', { own: [M2], firstSeenAt: new Date('2026-02-01') });
    expect(ask({ macs: [M1, M2] }, newer, older)).toEqual({
      machine: 'a',
      anonymous: false,
      oddities: [{ kind: 'two-records', value: M1, machineIds: ['a', 'b'] }],
    });
  });
});
