import type { LoggerService } from '@nestjs/common';
import { logger } from '../../platform/config/index.js';

const log = logger('nest');

/** Writes Nest's own messages to Établi's log; those of the start only at debug level. */
export class NestLog implements LoggerService {
  log(message: unknown, context?: string): void {
    log.debug({ context }, String(message));
  }
  debug(message: unknown, context?: string): void {
    log.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: string): void {
    log.trace({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    log.warn({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    log.error({ context, stack, err: message instanceof Error ? message : undefined }, String(message));
  }
  fatal(message: unknown, context?: string): void {
    log.fatal({ context }, String(message));
  }
}
