export { type Answer, exchange } from './exchange.js';
