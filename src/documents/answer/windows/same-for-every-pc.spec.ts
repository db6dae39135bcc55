import { windowsOrder } from '../../../../test/support/windows-answer.js';
import { sameForEveryPc } from './same-for-every-pc.js';

describe('a group that is the same for every PC', () => {
  it('is made once for a Windows section, and again for another', () => {
    let count = 0;
    const group = sameForEveryPc(() => ({ files: [{ name: 'a', text: String((count += 1)) }] }));
    const [one, other] = [windowsOrder({}), windowsOrder({})];
    expect([one, { ...one, machine: { serial: 'X' } }, other].map(group)).toEqual([
      { files: [{ name: 'a', text: '1' }] },
      { files: [{ name: 'a', text: '1' }] },
      { files: [{ name: 'a', text: '2' }] },
    ]);
  });

  it('sees nothing but the section', () => {
    const seen: unknown[] = [];
    const group = sameForEveryPc((order) => (seen.push(order), {}));
    const order = windowsOrder({}, { machine: { serial: 'SN-1' } });
    group(order);
    expect(seen).toEqual([{ windows: order.windows }]);
  });
});
