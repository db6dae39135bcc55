import { InputError, OperatorError, TransientError } from '../core/index.js';
import { DocumentThreads, type ThreadLimits } from './document-threads.js';

const WORK = new URL('../../../test/support/thread-work.ts', import.meta.url);

let threads: DocumentThreads | undefined;
const withLimits = (limits: Partial<ThreadLimits> = {}) => (threads = new DocumentThreads(limits)).of('anna');
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'not refused',
    (error: unknown) => error,
  );

afterEach(() => threads?.close());

describe('documents in threads', () => {
  it('returns the result of the work', async () => {
    expect(await withLimits().run(WORK, 'sum', [1, 2])).toBe(3);
    expect(
      await threads!.of('anna').run(WORK, 'keys', [JSON.parse('{"__proto__":1,"constructor":2}')]),
    ).toEqual(['__proto__', 'constructor']);
  });

  it('rejects with the findings of the work, in both languages', async () => {
    const error = await refusal(withLimits().run(WORK, 'refuse', ['a']));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      text: { fr: 'refusé : a', en: 'refused: a' },
      findings: [{ field: 'b', found: 1, expected: { fr: 'c', en: 'd' } }],
      remedy: { fr: 'e', en: 'f' },
    });
  });

  it('rejects with the class of error that the work throws', async () => {
    const error = await refusal(withLimits().run(WORK, 'askSomebody', []));
    expect(error).toBeInstanceOf(OperatorError);
    expect(error).toMatchObject({ text: { en: 'no serial number' }, remedy: { en: 'Give one.' } });
  });

  it('keeps the message of an unexpected error', async () => {
    await expect(withLimits().run(WORK, 'fail', [])).rejects.toThrow('unforeseen');
  });

  it('ends an infinite loop at the time limit and replaces the thread', async () => {
    const error = await refusal(withLimits({ threads: 1, runMs: 100 }).run(WORK, 'forever', []));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      text: {
        fr: 'ce document n’a pas été traité ; attendu : un document dont le traitement prend 0.1 s au plus',
        en: 'this document was not processed; expected: a document that takes at most 0.1 s to process',
      },
    });
    expect(await threads!.of('anna').run(WORK, 'sum', [1, 2])).toBe(3);
  });

  it('ends work that exceeds the memory limit', async () => {
    const error = await refusal(withLimits({ memoryMebibytes: 64 }).run(WORK, 'fillMemory', []));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      text: { en: expect.stringContaining('at most 64 MiB of memory') as string },
    });
  });

  it('refuses nesting deeper than the stack', async () => {
    const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as unknown;
    const error = await refusal(withLimits().run(WORK, 'keys', [deep]));
    expect(error).toMatchObject({ text: { en: expect.stringContaining('nested less deeply') as string } });
  });

  it('refuses an order when the queue is full, to be tried again', async () => {
    withLimits({ threads: 1, waiting: 2, runMs: 60_000 });
    const begun = ['anna', 'bruno', 'chloe'].map((owner) =>
      refusal(threads!.of(owner).run(WORK, 'forever', [])),
    );
    const error = await refusal(threads!.of('denis').run(WORK, 'sum', [1, 2]));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ text: { en: 'too many documents are already waiting to be processed' } });
    await threads!.close();
    await Promise.all(begun);
  });

  it('keeps a thread and room in the queue for others, however much one owner orders', async () => {
    const anna = withLimits({ threads: 2, waiting: 2, ofOneOwner: 3, runMs: 60_000 });
    const begun = Array.from({ length: 3 }, () => refusal(anna.run(WORK, 'forever', [])));
    expect(await refusal(anna.run(WORK, 'sum', [1, 2]))).toBeInstanceOf(TransientError);
    expect(await threads!.of('bruno').run(WORK, 'sum', [1, 2])).toBe(3);
    await threads!.close();
    await Promise.all(begun);
  });
});
