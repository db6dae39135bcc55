import { Module } from '@nestjs/common';
import { DocumentThreads } from './document-threads.js';

/** The threads that read documents, the same for all who import this. */
@Module({
  providers: [{ provide: DocumentThreads, useFactory: () => new DocumentThreads() }],
  exports: [DocumentThreads],
})
export class ThreadsModule {}
