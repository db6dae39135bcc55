import { percentOf, progressView } from './progress.view.js';

it('a percentage is whole, never more than was done, and within its ends', () => {
  expect([
    percentOf(29, 100),
    percentOf(999, 1000),
    percentOf(12, 10),
    percentOf(-1, 10),
    percentOf(1, 0),
  ]).toEqual([29, 99, 100, 0, 0]);
});

it('a progress is a bar and a text', () => {
  const [MIB, GIB] = [1024 ** 2, 1024 ** 3];
  expect(progressView({ done: 290 * MIB, total: 1000 * MIB, unit: 'bytes' }, 'fr')).toMatchObject({
    value: 290 * MIB,
    max: 1000 * MIB,
    text: '29\u00a0% · 290 Mio / 1000 Mio',
  });
  expect(progressView({ done: 3, total: 7, unit: 'checks' }, 'en')).toEqual({
    value: 3,
    max: 7,
    text: '3 / 7 checks',
  });
  expect(progressView({ done: 2 * GIB, total: GIB, unit: 'bytes' }, 'en')).toMatchObject({
    value: GIB,
    max: GIB,
  });
});
