import { changesBetween, type Drawing } from './live-drawing.js';

const drawing = (parts: Record<string, string>, list: Record<string, string> = {}): Drawing => ({
  whole: () => 'whole',
  parts: new Map(Object.entries(parts)),
  lists: new Map([['pcs', new Map(Object.entries(list))]]),
});
const pcs = (list: Record<string, string>) => drawing({}, list);

describe('the changes between two drawings', () => {
  it('are none when nothing differs', () => {
    const one = drawing({ counts: '<p id="counts">1</p>' }, { a: '<li id="a">1</li>' });
    expect(changesBetween(one, drawing({ counts: '<p id="counts">1</p>' }, { a: '<li id="a">1</li>' }))).toBe(
      '',
    );
  });

  it('are the parts and the elements that differ, alone', () => {
    const before = drawing({ counts: '<p>1</p>', title: '<h2>x</h2>' }, { a: '<li>1</li>', b: '<li>2</li>' });
    const now = drawing({ counts: '<p>2</p>', title: '<h2>x</h2>' }, { a: '<li>1</li>', b: '<li>3</li>' });
    expect(changesBetween(before, now)).toBe(
      '<hx-partial hx-target="#counts" hx-swap="outerMorph"><p>2</p></hx-partial>' +
        '<hx-partial hx-target="#b" hx-swap="outerMorph"><li>3</li></hx-partial>',
    );
  });

  it('take out what is gone, and put in what is new behind what was there before', () => {
    const before = pcs({ a: 'A', b: 'B', c: 'C' });
    const now = pcs({ z: 'Z', a: 'A', x: 'X', y: 'Y', c: 'C' });
    expect(changesBetween(before, now)).toBe(
      '<hx-partial hx-target="#b" hx-swap="delete"></hx-partial>' +
        '<hx-partial hx-target="#pcs" hx-swap="afterbegin">Z</hx-partial>' +
        '<hx-partial hx-target="#a" hx-swap="afterend">XY</hx-partial>',
    );
  });

  it('give the whole list when its order is another', () => {
    expect(changesBetween(pcs({ a: 'A', b: 'B' }), pcs({ b: 'B', a: 'A' }))).toBe(
      '<hx-partial hx-target="#pcs" hx-swap="innerMorph">BA</hx-partial>',
    );
  });

  it('are the whole when the page has another list', () => {
    const now = { ...pcs({}), lists: new Map([['others', new Map<string, string>()]]) };
    expect(changesBetween(pcs({}), now)).toBe('whole');
  });

  it('fill a list that was empty', () => {
    expect(changesBetween(pcs({}), pcs({ a: 'A' }))).toBe(
      '<hx-partial hx-target="#pcs" hx-swap="afterbegin">A</hx-partial>',
    );
  });
});
