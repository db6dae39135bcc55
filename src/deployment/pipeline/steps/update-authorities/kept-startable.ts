import type { Bilingual } from '../../../../platform/core/index.js';
import { revokedName, type BootManager } from '../boot-check/boot-manager.js';
import type { Update } from './wanted-updates.js';

/** An update that the PC is not given, and why. */
export interface Withheld {
  update: Update;
  cause: Bilingual;
}

/**
 * Leaves out the updates of dbx that would revoke every boot manager of the image: this step stands before the check
 * of the start-up, and what firmware has revoked it does not take back.
 */
export function keptStartable(
  updates: readonly Update[],
  managers: readonly BootManager[],
): { sent: Update[]; withheld: Withheld[] } {
  const judged = updates.map((update) => ({ update, cause: causeOf(update, managers) }));
  return {
    sent: judged.filter(({ cause }) => cause === undefined).map(({ update }) => update),
    withheld: judged.flatMap(({ update, cause }) => (cause === undefined ? [] : [{ update, cause }])),
  };
}

function causeOf({ variable, adds }: Update, managers: readonly BootManager[]): Bilingual | undefined {
  if (variable !== 'dbx' || managers.length === 0) return undefined;
  const revoked = managers.map((manager) => revokedName({ certificates: adds.certificates }, manager));
  if (revoked.includes(undefined)) return undefined;
  const names = [...new Set(revoked)];
  return {
    fr: `elle révoque ${names.map((name) => `« ${name} »`).join(', ')} : aucun gestionnaire de démarrage de cette image ne démarrerait`,
    en: `it revokes ${names.map((name) => `“${name}”`).join(', ')}: no boot manager of this image would start`,
  };
}
