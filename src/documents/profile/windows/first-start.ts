import type { z } from 'zod';
import { expecting } from '../expected.js';

type Pages = Record<string, unknown>;

interface FirstStart {
  setup?: { oobe?: Pages };
  accounts?: { oobe?: Pages; microsoftAccount?: 'bypass' | 'ask' };
}

/**
 * A page of the first start may be set in `setup` and in `accounts`, but one must not show it if the other hides it.
 */
export function checkFirstStart({ setup, accounts }: FirstStart, context: z.RefinementCtx): void {
  const told: Pages = { ...accounts?.oobe };
  if (accounts?.microsoftAccount !== undefined)
    told.hideOnlineAccounts = accounts.microsoftAccount === 'bypass';
  for (const [page, input] of Object.entries(setup?.oobe ?? {})) {
    if (input === undefined || told[page] === undefined || told[page] === input) continue;
    const message = expecting(
      'ce que dit windows.accounts, ou rien',
      'what windows.accounts says, or nothing',
    );
    context.addIssue({ code: 'custom', path: ['setup', 'oobe', page], input, message });
  }
}
