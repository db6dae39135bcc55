import { isIP } from 'node:net';
import { z } from 'zod';
import type { Machine } from '../../../park/machine/index.js';
import { PermanentError } from '../../../platform/core/index.js';
import type { WindowsAsked } from '../../recette/index.js';
import type { Facts } from '../facts.js';
import type { DeployPlan } from '../plan.js';
import { laterFacts } from './later-facts.js';

/** Printers and drives as `personalise-windows` puts them in place. */
const personalSchema = z.object({
  printers: z.array(z.object({ name: z.string() })).default([]),
  drives: z.array(z.object({ path: z.string() })).default([]),
});

/**
 * What a Windows PC is compared with.
 * @param servers hosts that it must find, beside its domain; addresses need no name
 */
export function recetteAsked(
  { profile: { document }, master, row }: DeployPlan,
  facts: Facts,
  { inventory }: Machine,
  servers: readonly string[],
): WindowsAsked {
  const { windows, software } = document;
  const { windowsAccess } = laterFacts(facts);
  if (windows === undefined)
    throw new PermanentError({
      fr: 'le profil n’a pas de section windows',
      en: 'the profile has no windows section',
    });
  const personal = personalSchema.safeParse((windows as { personalise?: unknown }).personalise ?? {}).data;
  const isAsked = software.some(({ kind }) => !['apt', 'deb', 'script'].includes(kind));
  return {
    document,
    windows,
    hostname: facts.hostname,
    organizationalUnit: row.organizationalUnit ?? windows.domain?.organizationalUnit,
    image: master.image,
    firmware: facts.firmware,
    memoryBytes: inventory?.memory?.totalBytes,
    hasTpm: inventory?.tpm?.present,
    software: isAsked ? facts.software : undefined,
    ownAccounts: windowsAccess === undefined ? [] : [windowsAccess.account],
    names: [windows.domain?.join, ...servers].filter(
      (name): name is string => name !== undefined && isIP(name) === 0,
    ),
    shares: (personal?.drives ?? []).map(({ path }) => path),
    printers: (personal?.printers ?? []).map(({ name }) => name),
  };
}
