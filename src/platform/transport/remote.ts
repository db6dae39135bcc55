/** Which of the two outputs of a command. */
export type OutputStream = 'stdout' | 'stderr';

export interface RunOptions {
  /** What the command reads, as UTF-8; without it, it reads an end of file at once. */
  input?: string;
  /** After this the command is killed and `run` rejects. No limit by default. */
  timeoutMs?: number;
  /** Aborting kills the command, and `run` rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called for each whole line as it comes, without its end; a line over 64 KiB comes in pieces. */
  onLine?: (line: string, stream: OutputStream) => void;
  /** How much of each output the result keeps, 1 MiB by default; a mark tells how much was cut. */
  maxOutputBytes?: number;
  /**
   * At most one command of a name runs on the machine: what an earlier one has left running there, because we
   * were killed or cut off, is ended first.
   */
  exclusive?: string;
}

export interface RunResult {
  /**
   * 128 + the signal's number when a signal ended the command, as a shell says it. From Windows an unsigned number
   * of 32 bits: 3010, or 0x8024402C.
   */
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** An open connection to a machine. One contract test runs against each of its kinds. */
export interface Remote {
  /** Whether the connection has ended, by us or by the machine: every later call on it would reject. */
  readonly isClosed: boolean;
  /**
   * Runs a command by the machine's shell: `sh`, where it is at most about 100 kB long and more goes to `sh -s` as
   * input, or cmd.exe with UTF-8 as its code page, where it is at most 8191 characters long. Resolves whatever its
   * exit status; rejects with ConnectionLostError when the connection is lost, with TransientError
   * when the time is over: the command may then have run or not. A line that a lost connection cut is not given.
   */
  run(command: string, options?: RunOptions): Promise<RunResult>;
  /** Whether the machine still answers on this connection within that time. Never rejects. */
  reachable(timeoutMs: number): Promise<boolean>;
  /** Ends the connection; a command under way rejects with TransientError. */
  close(): Promise<void>;
}
