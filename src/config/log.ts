import { pino, type Logger } from 'pino';

/** Field names that are never printed, at any depth that we log at. */
const SECRET_FIELDS = ['password', 'token', 'secret', 'privateKey', 'authorization', 'cookie'];

const root = pino({
  level: process.env['LOG_LEVEL'] ?? 'info',
  redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
});

/** A logger for one folder. A log line is a fixed text, with its data in fields. */
export function logger(folder: string): Logger {
  return root.child({ folder });
}
