import { z } from 'zod';
import { expecting } from '../core/index.js';

const isHttp = (text: string) => /^https?:\/\/[^\s/@]+(\/|$|\?)/i.test(text) && URL.canParse(text);

/** An address of HTTP or HTTPS without credentials. */
export const webAddress = z
  .string()
  .trim()
  .max(500)
  .refine(
    isHttp,
    expecting(
      'une adresse http:// ou https://, sans nom d’utilisateur',
      'an http:// or https:// address, without a user name',
    ),
  );
