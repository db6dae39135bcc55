import { destination, pino, type Logger } from 'pino';
import { loggedError } from './logged-error.js';

/** Fields that are never logged, at any depth. */
const SECRET_FIELDS = [
  ...['password', 'passphrase', 'token', 'ticket', 'secret', 'credentials', 'privateKey'],
  ...['authorization', 'cookie'],
];

/** On stderr: stdout is for the result of a command. */
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

/** The logger of one folder. A message is a fixed text; data go into fields. */
export function logger(folder: string): Logger {
  const child = root.child({ folder });
  children.push(child);
  return child;
}

/** For interactive commands: logs warnings and errors only, unless LOG_LEVEL is set. */
export function quietLogs(): void {
  if (process.env['LOG_LEVEL']) return;
  for (const each of [root, ...children]) each.level = 'warn';
}
