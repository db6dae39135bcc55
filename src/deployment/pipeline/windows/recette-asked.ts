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
  plan: DeployPlan,
  facts: Facts,
  { inventory }: Machine,
  servers: readonly string[],
): WindowsAsked {
  const { master, row } = plan;
  const { document } = plan.profile;
  const { windows } = document;
  const { windowsAccess } = laterFacts(facts);
  const { windows, software } = document;
  const { windowsAccess, keptRecovery } = laterFacts(facts);
  if (windows === undefined)
    throw new PermanentError({
      fr: 'le profil n’a pas de section windows',
      en: 'the profile has no windows section',
    });
  const personal = personalSchema.safeParse((windows as { personalise?: unknown }).personalise ?? {}).data;
  return {
    document,
    windows,
    hostname: facts.hostname,
    organizationalUnit: row.organizationalUnit ?? windows.domain?.organizationalUnit,
    image: master.image,
    firmware: facts.firmware,
    memoryBytes: inventory?.memory?.totalBytes,
    hasTpm: inventory?.tpm?.present,
    software: programsOf(plan),
    escrowed: escrowedIn(facts),
    software: isAsked ? facts.software : undefined,
    // By the names that Windows shows, where the catalogue knows them.
    software: plan.programs?.map(({ document }) => ({ name: titleOf(document), version: document.version })),
    updates: searchedUpdates(facts),
    escrowed: keptRecovery,
    ownAccounts: windowsAccess === undefined ? [] : [windowsAccess.account],
    names: [windows.domain?.join, ...servers].filter(
      (name): name is string => name !== undefined && isIP(name) === 0,
    ),
    shares: (personal?.drives ?? []).map(({ path }) => path),
    printers: (personal?.printers ?? []).map(({ name }) => name),
  };
}

/** Programs of the catalogue, as they are frozen in the plan. */
const programsSchema = z.array(
  z.object({
    document: z.looseObject({
      name: z.string(),
      version: z.string().optional(),
      title: z.unknown().optional(),
    }),
  }),
);

/** By the names that Windows shows where the catalogue knows them. */
function programsOf(plan: DeployPlan): { name: string; version?: string }[] | undefined {
  const programs = programsSchema.safeParse((plan as { programs?: unknown }).programs).data;
  return programs?.map(({ document: { name, version, title } }) => ({
    name: typeof title === 'string' ? title : name,
    version,
  }));
}

/** What the step that encrypts the drive says of the recovery key: its protector, and where it is kept. */
const escrowSchema = z.object({ protectorId: z.string().min(1), kept: z.array(z.string()).min(1) });

function escrowedIn({ checks = [] }: Facts): string[] | undefined {
  const kept = checks.flatMap(({ evidence }) => escrowSchema.safeParse(evidence).data?.protectorId ?? []);
  return kept.length === 0 ? undefined : kept;
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
