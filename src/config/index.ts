export { publicAddress } from './address.js';
export { loadConfig, type Config } from './config.js';
export { logger } from './log.js';
