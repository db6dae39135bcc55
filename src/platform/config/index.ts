export { publicAddress } from './address.js';
export { childEnvironment, loadClientSettings, type ClientSettings } from './client.js';
export { dataOwner, handOver, type SystemAccount } from './data-owner.js';
export { loadConfig, type Config } from './config.js';
export { logger, quietLogs } from './log.js';
export { loggedError } from './logged-error.js';
export { release } from './release.js';
