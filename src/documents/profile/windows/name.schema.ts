import { z } from 'zod';
import { expecting } from '../expected.js';
import { hostnameFault, hostnamePatternFault } from '../hostname.js';
import { option } from './option.js';

const COMPUTER_NAME = 'specialize Microsoft-Windows-Shell-Setup ComputerName';

const fixed = z.string().superRefine((text, context) => {
  const fault = hostnameFault(text);
  if (fault) context.addIssue({ code: 'custom', message: expecting(fault.fr, fault.en), input: text });
});

const pattern = z
  .string()
  .min(1)
  .max(100)
  .superRefine((text, context) => {
    const fault = hostnamePatternFault(text);
    if (fault) context.addIssue({ code: 'custom', message: expecting(fault.fr, fault.en), input: text });
  });

const onlyOne = expecting('un seul de : fixed, pattern, random', 'exactly one of: fixed, pattern, random');

export const name = z
  .strictObject({
    fixed: option(fixed, 'This very name: for one PC', COMPUTER_NAME).optional(),
    pattern: option(
      pattern,
      'Text with {{serial}}, {{serialTail 6}}, {{assetTag}}, {{mac}}, {{macTail 6}}; at most 15 characters in all',
      COMPUTER_NAME,
    ).optional(),
    random: option(z.literal(true), 'A name that Windows makes up', COMPUTER_NAME).optional(),
  })
  .refine((one) => Object.values(one).filter((value) => value !== undefined).length === 1, {
    error: onlyOne,
  });
