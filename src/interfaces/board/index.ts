export { BoardModule } from './board.module.js';
export { EventStreams } from './event-streams.js';
export { LANGUAGE_COOKIE, languageOfReader } from './reader.js';
