import { spreadsheetLine, startsAsFormula } from './spreadsheet-line.js';

describe('a line for a spreadsheet', () => {
  it('has every cell in quotes, semicolons between them, and ends with CRLF', () => {
    expect(spreadsheetLine(['a;b', 'say "c"', '', 3])).toBe('"a;b";"say ""c""";"";"3"\r\n');
  });

  it.each(['=1', '+1', '-1', '@SUM', '|x', '%x', ' =1', '\u00a0=1', '\ufeff=1', '\tx', '\rx', '\nx'])(
    'runs no formula: %p',
    (text) => {
      expect(spreadsheetLine([text])).toBe(`"'${text}"\r\n`);
    },
  );

  it.each(['＝1', '＋1', '－1', '＠SUM', '　＝cmd'])('runs no formula with a full-width sign: %p', (text) => {
    expect(spreadsheetLine([text])).toBe(`"'${text}"\r\n`);
  });

  it('keeps a negative number a number, and an address as it is', () => {
    expect(spreadsheetLine([-1.5, 'anna@example.org', 'PC-01=a'])).toBe(
      '"-1.5";"anna@example.org";"PC-01=a"\r\n',
    );
  });
});

it('a text without a sign at its start is no formula', () => {
  expect(['', ' ', 'a=1', '1+1', 'PC-01', '（=1）'].filter(startsAsFormula)).toEqual([]);
});
