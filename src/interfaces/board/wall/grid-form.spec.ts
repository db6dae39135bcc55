import { formOf, formSent, numbered, positionsOf } from './grid-form.js';

const names = (form: ReturnType<typeof formOf>) => form.cells.map((row) => row.map(({ name }) => name));

describe('the form of the grid', () => {
  it('has the positions in their cells, and gaps between them', () => {
    const form = formOf([
      { name: 'A1', row: 1, column: 1, switchPort: 'sw1 12' },
      { name: 'B3', row: 2, column: 3, switchPort: null },
    ]);
    expect(names(form)).toEqual([
      ['A1', '', ''],
      ['', '', 'B3'],
    ]);
    expect(form.cells[0]?.[0]).toEqual({ key: '1-1', name: 'A1', switchPort: 'sw1 12' });
  });

  it('begins with three rows of six', () => {
    expect([formOf([]).rows, formOf([]).columns]).toEqual([3, 6]);
  });

  it('names its empty cells by row and column, and no name twice', () => {
    const form = formSent({ rows: '2', columns: '2', 'name-1-1': 'B2', 'name-1-2': 'Étau' });
    expect(names(numbered(form))).toEqual([
      ['B2', 'Étau'],
      ['B1', ''],
    ]);
  });

  it('keeps what was typed, and its size when another one makes no sense', () => {
    const sent = { rows: '99', columns: 'x', 'had-rows': '1', 'had-columns': '2', 'name-1-2': '<b>' };
    const form = formSent(sent, new Set(['1-2']));
    expect(form.cells).toEqual([
      [
        { key: '1-1', name: '', switchPort: '' },
        { key: '1-2', name: '<b>', switchPort: '', problem: true },
      ],
    ]);
  });

  it('says which cells have a name that is wrong, or that another has too', () => {
    const form = formSent({
      rows: '1',
      columns: '4',
      'name-1-1': 'A1',
      'name-1-2': 'A1',
      'name-1-3': '<b>',
      'name-1-4': 'A2',
      'port-1-4': 'sw1 3',
    });
    const { positions, wrong } = positionsOf(form);
    expect([...wrong]).toEqual(['1-1', '1-2', '1-3']);
    expect(positions[3]).toEqual({ name: 'A2', row: 1, column: 4, switchPort: 'sw1 3' });
  });
});
