import { destination, pino, type Logger } from 'pino';
import { loggedError } from './logged-error.js';

/** Field names that are never printed, at any depth that we log at. */
const SECRET_FIELDS = [
  ...['password', 'passphrase', 'token', 'ticket', 'secret', 'credentials', 'privateKey'],
  ...['authorization', 'cookie'],
];

/** On stderr: what a command prints on stdout is its result and nothing else. */
const root = pino(
  {
    level: process.env['LOG_LEVEL'] ?? 'info',
    serializers: { err: loggedError },
    redact: {
      paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[secret]',
    },
  },
  destination(2),
);

const children: Logger[] = [];

/** A logger for one folder. A log line is a fixed text, with its data in fields. */
export function logger(folder: string): Logger {
  const child = root.child({ folder });
  children.push(child);
  return child;
}

/** For commands that a person runs and reads: only warnings and worse, unless LOG_LEVEL asks for more. */
export function quietLogs(): void {
  if (process.env['LOG_LEVEL']) return;
  for (const each of [root, ...children]) each.level = 'warn';
}
