import { jest } from '@jest/globals';
import { KeptOutput } from './kept-output.js';
import { LineSplitter } from './line-splitter.js';

describe('LineSplitter', () => {
  const split = (...chunks: Buffer[]): string[] => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => lines.push(line));
    for (const chunk of chunks) splitter.write(chunk);
    splitter.end();
    return lines;
  };

  it('gives the same lines wherever the bytes are cut', () => {
    const bytes = Buffer.from('é€🖥\r\n\nlast');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(split(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(['é€🖥', '', 'last']);
    }
  });

  it('gives an endless line in pieces of 64 KiB', () => {
    expect(split(Buffer.alloc(2_100_000, 'a')).map(({ length }) => length)).toEqual([
      1_048_576, 1_048_576, 2_848,
    ]);
  });

  it('searches each character once, however small the pieces are in which a long line comes', () => {
    const splitter = new LineSplitter(() => undefined);
    splitter.write(Buffer.alloc(100_000, 'a'));
    const split = jest.spyOn(String.prototype, 'split');
    for (let count = 0; count < 1_000; count += 1) splitter.write(Buffer.from('a'));
    const searched = split.mock.contexts.map((text) => String(text).length);
    split.mockRestore();
    expect(Math.max(...searched)).toBe(1);
  });
});

describe('KeptOutput', () => {
  it('keeps the beginning, whole characters only, and says how much is missing', () => {
    const output = new KeptOutput(4);
    output.write(Buffer.from('aé'));
    output.write(Buffer.from('€b'));
    expect(output.text()).toBe('aé\n[… 3 bytes cut]\n');
  });

  it('keeps all that fits without a mark', () => {
    const output = new KeptOutput(4);
    output.write(Buffer.from('abcd'));
    expect(output.text()).toBe('abcd');
  });

  it('holds no piece that it was given: each would cost a hundred times its one byte', () => {
    const output = new KeptOutput(5);
    const piece = Buffer.from('a');
    for (const letter of 'abcdef') {
      piece.write(letter);
      output.write(piece);
    }
    expect(output.text()).toBe('abcde\n[… 1 bytes cut]\n');
  });
});
