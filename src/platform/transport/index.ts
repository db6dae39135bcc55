export { ConnectionLostError } from './connection-lost.js';
export { RefusedLoginError } from './refused-login.js';
export type { OutputStream, Remote, RunOptions, RunResult } from './remote.js';
export { type ConnectOptions, connectSsh } from './ssh/connect.js';
export type { SshTarget } from './ssh/target.js';
export { connectWinrm, type WinrmConnectOptions } from './winrm/connect.js';
export { UnreadableAnswerError } from './winrm/answers.js';
export { type WsmanFault, WsmanBusyError, WsmanRefusedError } from './winrm/faults.js';
export type { WinrmTarget } from './winrm/target.js';
