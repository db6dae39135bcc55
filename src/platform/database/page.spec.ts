import { pageOf, paginationSchema, skipAndTake } from './page.js';

describe('a page', () => {
  it('is by default the first fifty items', () => {
    expect(paginationSchema.parse({})).toEqual({ page: 1, pageSize: 50 });
    expect(paginationSchema.parse({ page: '3', pageSize: '20' })).toEqual({ page: 3, pageSize: 20 });
  });

  it.each([{ page: '0' }, { page: '1.5' }, { page: 'x' }, { pageSize: '201' }, { pageSize: '0' }])(
    'refuses %p',
    (query) => {
      expect(paginationSchema.safeParse(query).success).toBe(false);
    },
  );

  it('skips the pages before it', () => {
    expect(skipAndTake({ page: 3, pageSize: 20 })).toEqual({ skip: 40, take: 20 });
  });

  it('gives the total count', () => {
    expect(pageOf([['a', 'b'], 42], { page: 3, pageSize: 20 })).toEqual({
      items: ['a', 'b'],
      page: 3,
      pageSize: 20,
      total: 42,
    });
  });
});
