import { drawn } from './line.js';
import { table } from './table.js';
import { Terminal } from './terminal.js';

const ROWS = [
  { name: 'PC-1', state: { text: 'échec', tone: 'bad' as const }, note: 'x' },
  { name: 'PC-22', state: { text: 'certifié', tone: 'good' as const }, note: '' },
];
const lines = () =>
  table(ROWS, [
    ['PC', ({ name }) => name],
    ['ÉTAT', ({ state }) => state],
    ['NOTE', ({ note }) => note],
  ]);

function printed(isTTY: boolean, json = false): string {
  let out = '';
  const streams = {
    out: { write: (text: string) => (out += text), isTTY },
    err: { write: () => undefined },
  };
  new Terminal('fr', json, streams).result({ a: 1 }, lines);
  return out;
}

describe('a table with states', () => {
  afterEach(() => delete process.env['NO_COLOR']);
  beforeEach(() => (process.env['TERM'] = 'xterm'));

  it('is coloured on a terminal, and as wide as without colours', () => {
    expect(printed(true)).toBe(
      'PC     ÉTAT      NOTE\nPC-1   \u001b[31méchec\u001b[0m     x\nPC-22  \u001b[32mcertifié\u001b[0m\n',
    );
  });

  it('has no colours in a pipe, with NO_COLOR, on a dumb terminal or with --json', () => {
    const plain = 'PC     ÉTAT      NOTE\nPC-1   échec     x\nPC-22  certifié\n';
    expect(printed(false)).toBe(plain);
    process.env['NO_COLOR'] = '1';
    expect(printed(true)).toBe(plain);
    process.env['NO_COLOR'] = '';
    process.env['TERM'] = 'dumb';
    expect(printed(true)).toBe(plain);
    process.env['TERM'] = 'xterm';
    expect(printed(true, true)).toBe('{\n  "a": 1\n}\n');
  });

  it('lets no control character of a machine through, coloured or not', () => {
    const line = ['a\u001b[2J', { text: 'b\u009b2J\r', tone: 'bad' as const }];
    expect(drawn(line, true)).toBe('a [2J\u001b[31mb 2J \u001b[0m');
    expect(drawn(line, false)).toBe('a [2Jb 2J ');
  });
});
