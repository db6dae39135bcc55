export type { OutputStream, Remote, RunOptions, RunResult } from './remote.js';
export { type ConnectOptions, connectSsh, RefusedLoginError } from './ssh/connect.js';
export { ConnectionLostError } from './ssh/connection-lost.js';
export type { SshTarget } from './ssh/target.js';
