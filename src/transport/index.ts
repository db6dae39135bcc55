export type { OutputStream, Remote, RunOptions, RunResult } from './remote.js';
export { type ConnectOptions, connectSsh, RefusedLoginError } from './ssh/connect.js';
export type { SshTarget } from './ssh/target.js';
