import { canonicalJson } from './canonical-json.js';

describe('canonicalJson', () => {
  it('sorts the keys, leaves out undefined members and writes no white space', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"é","d":null}]}',
    );
  });
});
