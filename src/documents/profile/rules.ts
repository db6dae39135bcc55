import type { z } from 'zod';
import { expecting } from './expected.js';

/** `http://host:port/`, without a user or a password: a profile must not hold a secret. */
export function isUrl(text: string, schemes: string[]): boolean {
  if (/[\s\u0000-\u001f\u007f'"\\`<>]/u.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return schemes.includes(url.protocol.slice(0, -1)) && url.username === '' && url.password === '';
}

export function unique<T>(name: (item: T) => string, what: [string, string]) {
  return (items: T[], context: z.RefinementCtx) => {
    items.forEach((item, index) => {
      if (items.findIndex((other) => name(other) === name(item)) === index) return;
      context.addIssue({ code: 'custom', path: [index], message: expecting(what[0], what[1]), input: item });
    });
  };
}
