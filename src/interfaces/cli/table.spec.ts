import { table } from './table.js';

describe('table', () => {
  it('aligns columns, and leaves out those that are empty', () => {
    const rows = [
      { name: 'é', state: 'armed', note: undefined },
      { name: 'long name', state: 'x', note: null },
    ];
    expect(
      table(rows, [
        ['NAME', (row) => row.name],
        ['NOTE', (row) => row.note],
        ['STATE', (row) => row.state],
      ]),
    ).toEqual(['NAME       STATE', 'é          armed', 'long name  x']);
  });

  it('prints nothing without rows', () => {
    expect(table([], [['A', () => 1]])).toEqual([]);
  });

  it('lets no control character of a machine reach the terminal', () => {
    expect(table([{ serial: 'a\u001b[31mb\nc' }], [['SERIAL', (row) => row.serial]])).toEqual([
      'SERIAL',
      'a [31mb c',
    ]);
  });
});
