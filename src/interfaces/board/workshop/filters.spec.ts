import { filtersSchema, matches, queryOf } from './filters.js';
import type { Pc } from './pc.js';

const PC: Pc = {
  id: 'd1',
  name: 'PC-0012',
  serial: 'CZC1234',
  machineId: 'm1',
  lot: { id: 'l1', number: 'L-2026-0007', customer: 'Mairie de Crécy' },
  rowNumber: 1,
  state: 'failed',
  closedAt: null,
  certificate: null,
  failure: null,
  step: null,
  since: new Date(0),
  startedAt: null,
  isStarting: false,
};
const given = (query: Record<string, unknown>) => matches(PC, filtersSchema.parse(query));

describe('the filters of the workshop', () => {
  it('find a PC by its name, serial number, lot and customer, whatever the case and the accents', () => {
    expect(['0012', 'czc', '0007', 'CRECY', 'autre'].map((q) => given({ q }))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
  });

  it('keep the PCs of one part, of one lot, of one customer', () => {
    expect([given({ show: 'hand' }), given({ show: 'running' })]).toEqual([true, false]);
    expect([given({ lot: 'L-2026-0007' }), given({ lot: 'L-2026-0008' })]).toEqual([true, false]);
    expect([given({ customer: 'Mairie de Crécy' }), given({ customer: 'Mairie' })]).toEqual([true, false]);
  });

  it('leave out what they do not understand', () => {
    expect(
      filtersSchema.parse({ show: 'nonsense', q: ['a', 'b'], lot: 'x'.repeat(101), other: '1' }),
    ).toEqual({});
  });

  it('are always written the same way in the address', () => {
    expect(queryOf(filtersSchema.parse({ q: ' a & b ', show: 'hand', lot: '' }))).toBe(
      '?show=hand&q=a+%26+b',
    );
    expect(queryOf({})).toBe('');
  });
});
