import { BadRequestException } from '@nestjs/common';
import { InputError } from '../../platform/core/index.js';
import { readJson } from './json-body.js';

function findingsOf(text: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    return error instanceof InputError ? error.findings : error;
  }
}
const twice = (field: string) => [
  { field, found: '…', expected: { fr: 'ce champ une seule fois', en: 'this field only once' } },
];
const unknown = (field: string) => [
  { field, found: '…', expected: { fr: 'aucun champ de ce nom ici', en: 'no field of this name here' } },
];

describe('a JSON body', () => {
  it.each([
    '{}',
    '[{"a":1},{"a":2}]',
    '{"a":{"a":{"b":1}},"b":{"a":"a"}}',
    '{"a":"a","b":"a","c":["a","a",{"a":"b"},"a"]}',
    '{"a\\"":1,"a":"\\\\","b":"{\\"b\\":1,\\"b\\":2}"}',
    ' { "constructor" : [ ] , "toString" : { } } ',
  ])('is read as it is: %s', (text) => {
    expect(readJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['{"name":"a","name":"b"}', 'name'],
    ['{"name":"a","update":"all","n\\u0061me":"b"}', 'name'],
    ['{"profile":{"users":[{},{"name":"a","shell":"b","name":"c"}]}}', 'profile.users[1].name'],
    ['[[1,2],{"a":[],"a":{}}]', '[1].a'],
  ])('is refused with a duplicate field: %s', (text, field) => {
    expect(findingsOf(text)).toEqual(twice(field));
  });

  it.each([
    ['{"__proto__":{"a":1}}', '__proto__'],
    ['{"profile":{"name":"a","\\u005f_proto__":1}}', 'profile.__proto__'],
  ])('is refused with a field called __proto__: %s', (text, field) => {
    expect(findingsOf(text)).toEqual(unknown(field));
  });

  it('is refused with at most 20 names of the path of a deeply nested field', () => {
    const depth = 400;
    const text = `${'{"a":'.repeat(depth)}{"b":1,"b":2}${'}'.repeat(depth)}`;
    expect(findingsOf(text)).toEqual(twice(Array.from({ length: 20 }, () => 'a').join('.')));
  });

  it.each([
    ['lists', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['objects', `${'{"a":'.repeat(501)}1${'}'.repeat(501)}`],
  ])('is refused when it is nested too deeply: %s', (_, text) => {
    expect(() => readJson(text)).toThrow('The content of the request is nested too deeply.');
  });

  it.each(['', '{', '"name: a"', '12', 'null', '{"a":1,}'])(
    'is refused when it is not a JSON object or list: %s',
    (text) => {
      expect(findingsOf(text)).toBeInstanceOf(BadRequestException);
    },
  );
});
