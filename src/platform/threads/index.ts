export { DocumentThreads, type OwnThreads, type ThreadLimits } from './document-threads.js';
export { threadWork } from './thread-work.js';
export { ThreadsModule } from './threads.module.js';
