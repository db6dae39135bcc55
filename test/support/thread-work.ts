import { InputError, OperatorError } from '../../src/platform/core/index.js';
import { threadWork } from '../../src/platform/threads/index.js';

/** Work for testing document threads. */
export const sum = threadWork((one: number, other: number) => one + other);
export const keys = threadWork((value: object) => Object.keys(value));
export const refuse = threadWork((name: string): never => {
  throw new InputError(
    { fr: `refusé : ${name}`, en: `refused: ${name}` },
    [{ field: 'b', found: 1, expected: { fr: 'c', en: 'd' } }],
    {
      remedy: { fr: 'e', en: 'f' },
    },
  );
});
export const askSomebody = threadWork((): never => {
  throw new OperatorError(
    { fr: 'pas de numéro de série', en: 'no serial number' },
    { remedy: { fr: 'Donnez-en un.', en: 'Give one.' } },
  );
});
export const fail = threadWork((): never => {
  throw new Error('unforeseen');
});
export const forever = threadWork((): never => {
  for (;;);
});
export const fillMemory = threadWork((): never => {
  const kept: unknown[] = [];
  for (;;) kept.push({ kept: kept.length });
});
