import type { OwnThreads } from '../../platform/threads/index.js';
import type { Column } from './export-table.js';
import { csvOf, MOST_WORKBOOK_ROWS, workbookOf } from './spreadsheet.js';

const COLUMNS: Column<{ text: string }>[] = [
  { title: { fr: 'Texte', en: 'Text' }, value: ({ text }) => text },
];

async function* rows(...texts: string[]) {
  for (const text of texts) yield await Promise.resolve({ text });
}

/** A thread that notes what it is given. */
function noting() {
  const orders: unknown[] = [];
  const run = (_file: URL, _work: string, args: unknown[]) => {
    orders.push(...args);
    return Promise.resolve(Buffer.from('made') as never);
  };
  return { orders, threads: { run } satisfies OwnThreads };
}

describe('a workbook', () => {
  it('is made in a thread, to which each row goes as one text', async () => {
    const { orders, threads } = noting();
    const made = await workbookOf(COLUMNS, rows('=1+1', 'b'), {
      language: 'en',
      sheet: 's',
      threads,
    });
    expect(made?.toString()).toBe('made');
    expect(orders).toEqual([{ sheet: 's', head: ['Text'], rows: ['["=1+1"]', '["b"]'] }]);
  });

  it('holds no character that XML cannot hold, which a spreadsheet would call damaged', async () => {
    const { orders, threads } = noting();
    await workbookOf(COLUMNS, rows('a\uffffb\ufffec\ud800'), {
      language: 'en',
      sheet: 's',
      threads,
    });
    expect(orders).toMatchObject([{ rows: ['["a b c\ufffd"]'] }]);
  });

  it('is not begun for more rows than one may have', async () => {
    const { orders, threads } = noting();
    const many = rows(...Array.from({ length: MOST_WORKBOOK_ROWS + 1 }, () => 'x'));
    expect(await workbookOf(COLUMNS as never, many, { language: 'en', sheet: 's', threads })).toBeUndefined();
    expect(orders).toEqual([]);
  });
});

it.each(['=1', '+1', '-1', '@SUM', ' =1', '\t=1', '|x', '%x', '\ufeff=1', '＝1'])(
  'a cell of a CSV that begins as a formula is text: %p',
  async (text) => {
    let csv = '';
    for await (const line of csvOf(COLUMNS, rows(text), 'en')) csv += line;
    expect(csv.split('\r\n')[1]).toMatch(/^"'/);
  },
);
