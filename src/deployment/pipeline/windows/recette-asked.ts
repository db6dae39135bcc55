import { isIP } from 'node:net';
import { z } from 'zod';
import type { Machine } from '../../../park/machine/index.js';
import { titleOf } from '../../../park/software/index.js';
import { PermanentError } from '../../../platform/core/index.js';
import type { WindowsAsked } from '../../recette/index.js';
import type { Facts } from '../facts.js';
import type { DeployPlan } from '../plan.js';
import { organizationalUnitOf } from './domain.js';

/**
 * What a Windows PC is compared with.
 * @param servers hosts that it must find, beside its domain; addresses need no name
 */
export function recetteAsked(
  plan: DeployPlan,
  facts: Facts,
  { inventory }: Machine,
  servers: readonly string[],
): WindowsAsked {
  const { master } = plan;
  const { document } = plan.profile;
  const { windows } = document;
  const { windowsAccess, keptRecovery, directoryJoin } = facts;
  if (windows === undefined)
    throw new PermanentError({
      fr: 'le profil n’a pas de section windows',
      en: 'the profile has no windows section',
    });
  return {
    document,
    windows,
    hostname: facts.hostname,
    organizationalUnit: organizationalUnitOf(plan),
    image: master.image,
    firmware: facts.firmware,
    memoryBytes: inventory?.memory?.totalBytes,
    hasTpm: inventory?.tpm?.present,
    // By the names that Windows shows, where the catalogue knows them.
    software: plan.programs?.map(({ document }) => ({ name: titleOf(document), version: document.version })),
    updates: searchedUpdates(facts),
    escrowed: keptRecovery,
    ownAccounts: windowsAccess === undefined ? [] : [windowsAccess.account],
    names: [windows.domain?.join ?? directoryJoin?.domain, ...servers].filter(
      (name): name is string => name !== undefined && isIP(name) === 0,
    ),
    shares: (windows.personalise?.drives ?? []).map(({ path }) => path),
    printers: (windows.personalise?.printers ?? []).map(({ name }) => name),
  };
}

const leftOutSchema = z.object({ leftOut: z.array(z.object({ title: z.string() })) });

/** Of the step that updates Windows; undefined where none could ask for updates. */
function searchedUpdates({ checks = [] }: Facts): WindowsAsked['updates'] {
  const check = checks.find(({ kind }) => kind === 'update-windows');
  if (check === undefined || check.verdict === 'unmeasured') return undefined;
  const { data } = leftOutSchema.safeParse(check.evidence);
  return {
    searchedAt: new Date(Date.parse(check.startedAt) + check.durationMs).toISOString(),
    leftOut: (data?.leftOut ?? []).map(({ title }) => title),
  };
}
