import { judged } from './verify-master.step.js';

describe('reading the disk back', () => {
  it('is done when all of it is as the master', () => {
    expect(judged('full', { files: 3, bytes: 42, differences: [] })).toEqual({
      kind: 'done',
      evidence: { mode: 'full', files: 3, bytes: 42, differences: 0 },
    });
  });

  it('fails on one difference, and names the first three', () => {
    const differences = ['a', { frame: 2 }, 'c', 'd'];
    expect(() => judged('full', { files: 3, bytes: 42, differences })).toThrow(
      'the disk differs from the master: a ; {"frame":2} ; c',
    );
  });

  it.each([{}, { bytes: 0 }, { files: 9, bytes: 0, differences: [] }])(
    'fails when nothing was read: %j',
    (found) => {
      expect(() => judged('sampled', found)).toThrow('nothing could be read back from the disk');
    },
  );
});
