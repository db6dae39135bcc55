import { pageOf, paginationSchema, skipAndTake } from './page.js';

describe('a page', () => {
  it('is the first fifty unless asked otherwise', () => {
    expect(paginationSchema.parse({})).toEqual({ page: 1, pageSize: 50 });
    expect(paginationSchema.parse({ page: '3', pageSize: '20' })).toEqual({ page: 3, pageSize: 20 });
  });

  it.each([{ page: '0' }, { page: '1.5' }, { page: 'x' }, { pageSize: '201' }, { pageSize: '0' }])(
    'refuses %p',
    (query) => {
      expect(paginationSchema.safeParse(query).success).toBe(false);
    },
  );

  it('passes over the pages before it', () => {
    expect(skipAndTake({ page: 3, pageSize: 20 })).toEqual({ skip: 40, take: 20 });
  });

  it('says how many there are in all', () => {
    expect(pageOf([['a', 'b'], 42], { page: 3, pageSize: 20 })).toEqual({
      items: ['a', 'b'],
      page: 3,
      pageSize: 20,
      total: 42,
    });
  });
});
