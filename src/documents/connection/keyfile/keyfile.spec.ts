import { keyfile, stableUuid } from './keyfile.js';

it('keeps a value with a line break inside its own line', () => {
  expect(keyfile([['a', [['k', 'x\n[b]\ny=z']]]])).toBe('[a]\nk=x\\n[b]\\ny=z\n');
});

it('gives the same valid UUID for the same name', () => {
  expect(stableUuid('atelier')).toBe(stableUuid('atelier'));
  expect(stableUuid('atelier')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
