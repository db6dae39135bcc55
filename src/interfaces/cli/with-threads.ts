import { DocumentThreads, type OwnThreads } from '../../platform/threads/index.js';

/** Runs what reads documents within the limits that the server has for them, and ends its threads. */
export async function withThreads<Result>(work: (threads: OwnThreads) => Promise<Result>): Promise<Result> {
  const threads = new DocumentThreads();
  try {
    return await work(threads.of('cli'));
  } finally {
    await threads.close();
  }
}
