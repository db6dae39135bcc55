import { plainText } from './serial-log.js';

describe('plainText', () => {
  it('is what a terminal shows, without colours, cursor movements and carriage returns', () => {
    expect(
      plainText('\u001b[2J\u001b[01;01H\u001b[0m\u001b[37;40merror: bad shim signature.\r\n\u001b[0mnext'),
    ).toBe('error: bad shim signature.\nnext');
  });
});
