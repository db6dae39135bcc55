import { usesOf, type ProfileDocument } from '../../documents/profile/index.js';
import type { SecretUse } from '../../platform/vault/index.js';
import type { DeployPlan } from './plan.js';

const OF_CONFIGURE = /^(?:users|network\.wifi|certificates)\b/;
const OF_PERSONALISE = /^(?:personalise|network\.vpn)\b/;
const OF_WINDOWS = /^(?:windows|network|certificates)\b/;

/** The secrets that the new system is made with. */
export function secretsOfConfigure(document: ProfileDocument): SecretUse[] {
  return usesOf(document).filter(({ field }) => OF_CONFIGURE.test(field));
}

/** The secrets that the running system is given. */
export function secretsOfPersonalise(document: ProfileDocument): SecretUse[] {
  return usesOf(document).filter(({ field }) => OF_PERSONALISE.test(field));
}

/** The secrets that a Windows PC can redeem at its first boot. */
export function secretsOfWindows(document: ProfileDocument): SecretUse[] {
  return usesOf(document).filter(({ field }) => OF_WINDOWS.test(field));
}

/** Whether a step of this plan gives the PC a secret. */
export function needsSecrets({ profile: { document } }: DeployPlan): boolean {
  return secretsOfConfigure(document).length + secretsOfPersonalise(document).length > 0;
}
