export { DocumentThreads, type OwnThreads, type ThreadLimits } from './document-threads.js';
export { threadFile, threadWork } from './thread-work.js';
export { ThreadsModule } from './threads.module.js';
