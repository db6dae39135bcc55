import { z } from 'zod';
import { expecting } from '../expected.js';
import { kebab } from '../names.js';
import { unique } from '../rules.js';
import { option } from './option.js';

/** XML 1.0 §2.2: characters that an answer file cannot hold. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
/** The first line that reg.exe requires. */
const REG_HEADER = /^\ufeff?(?:Windows Registry Editor Version 5\.00|REGEDIT4)\r?\n/;

const script = z
  .strictObject({
    name: kebab.describe('What it does: it names the file and its log'),
    language: z
      .enum(['cmd', 'powershell', 'reg'])
      .default('powershell')
      .describe('cmd (UTF-8), Windows PowerShell 5.1, or a file for reg import'),
    text: z
      .string()
      .min(1)
      .max(65_536, {
        error: expecting('un script de 65 536 caractères au plus', 'a script of at most 65,536 characters'),
      })
      .refine((text) => !NOT_XML.test(text), {
        error: expecting(
          'un texte sans caractère de commande ni moitié de caractère',
          'a text without control characters or half characters',
        ),
      })
      .describe('The script itself, carried as it is; line ends become those of Windows'),
    onError: z
      .enum(['stop', 'continue'])
      .default('continue')
      .describe('Whether the rest of its phase is left out when its exit status is not 0'),
  })
  .superRefine(({ language, text }, context) => {
    if (language !== 'reg' || REG_HEADER.test(text)) return;
    const message = expecting(
      '« Windows Registry Editor Version 5.00 » sur la première ligne',
      '"Windows Registry Editor Version 5.00" on the first line',
    );
    context.addIssue({ code: 'custom', path: ['text'], message, input: text });
  });

function phase(description: string, ...landsIn: string[]) {
  const scripts = z
    .array(script)
    .max(99)
    .superRefine(
      unique(({ name }) => name, ['un nom par script de la phase', 'one name a script of the phase']),
    )
    .default([]);
  return option(scripts, description, ...landsIn);
}

/** Scripts of the user, in the given order. VBScript is deprecated by Windows, and not supported. */
export const scripts = z.strictObject({
  system: phase(
    'Run in specialize as SYSTEM, before any account exists',
    'script system C:\\Windows\\Setup\\Etabli\\logs\\system-NN-NAME.log',
  ),
  defaultUser: phase(
    'Run in specialize as SYSTEM with the hive of new accounts loaded at HKEY_USERS\\DefaultUser; in a reg file, HKEY_CURRENT_USER means that hive',
    'script defaultUser C:\\Windows\\Setup\\Etabli\\logs\\defaultUser-NN-NAME.log',
  ),
  firstLogon: phase(
    'Run once at the first logon, as the account that logs on',
    'oobeSystem Microsoft-Windows-Shell-Setup FirstLogonCommands/SynchronousCommand/CommandLine',
    'script firstLogon C:\\Windows\\Setup\\Etabli\\logs\\firstLogon-NN-NAME.log',
  ),
  everyUser: phase(
    'Run once for every account at its first logon, as that account (Active Setup)',
    'script everyUser %LOCALAPPDATA%\\Etabli\\logs\\everyUser-NN-NAME.log',
  ),
});
