import { DocumentThreads, type OwnThreads } from '../../platform/threads/index.js';

/** Runs `work` with document threads, which have the same limits as on the server, and closes them. */
export async function withThreads<Result>(work: (threads: OwnThreads) => Promise<Result>): Promise<Result> {
  const threads = new DocumentThreads();
  try {
    return await work(threads.of('cli'));
  } finally {
    await threads.close();
  }
}
