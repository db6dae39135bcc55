export { BoardModule } from './board.module.js';
export { EventStreams } from './frame/event-streams.js';
export { LANGUAGE_COOKIE, languageOfReader } from './frame/reader.js';
