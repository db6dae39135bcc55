import { Module } from '@nestjs/common';
import { DocumentThreads } from './document-threads.js';

/** Provides the threads, shared by all modules that import this one. */
@Module({
  providers: [{ provide: DocumentThreads, useFactory: () => new DocumentThreads() }],
  exports: [DocumentThreads],
})
export class ThreadsModule {}
