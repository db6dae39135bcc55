export { BoardModule } from './board.module.js';
export { nothingHerePage } from './frame/board.filter.js';
export { EventStreams } from './frame/event-streams.js';
export { LANGUAGE_COOKIE, languageOfReader } from './frame/reader.js';
