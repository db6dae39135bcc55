import type { Bilingual } from '../../../../platform/core/index.js';
import type { WindowsAsked } from '../asked.js';

/** The value of an option of the Windows section: `security.uac.level`. */
export function optionOf({ windows }: Pick<WindowsAsked, 'windows'>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], windows);
}

/**
 * For `notFor`: the profile asks for something else than what the kind expects. Its option is measured in a line of its
 * own, and the certificate must not call a failure what somebody asked for.
 */
export function otherwise(path: string, isOtherwise: (value: unknown) => boolean) {
  return (asked: WindowsAsked): Bilingual | undefined => {
    const value = optionOf(asked, path);
    if (value === undefined || !isOtherwise(value)) return undefined;
    const words = `windows.${path} = ${JSON.stringify(value)}`;
    return { fr: `le profil en décide autrement : ${words}`, en: `the profile says otherwise: ${words}` };
  };
}

export const isTrue = (value: unknown): boolean => value === true;
export const isFalse = (value: unknown): boolean => value === false;

/** For `notFor`: the first reason of several. */
export function anyOf(...reasons: ((asked: WindowsAsked) => Bilingual | undefined)[]) {
  return (asked: WindowsAsked): Bilingual | undefined => {
    for (const reason of reasons) {
      const why = reason(asked);
      if (why !== undefined) return why;
    }
    return undefined;
  };
}

/** For `notFor`: only a PC that the profile puts into a domain. */
export function onlyInDomain({ windows: { domain } }: WindowsAsked): Bilingual | undefined {
  if (isJoined(domain)) return undefined;
  return { fr: 'le profil ne demande pas de domaine', en: 'the profile asks for no domain' };
}

/** Whatever way the profile says it: everything but a workgroup. */
export function isJoined(domain: WindowsAsked['windows']['domain']): boolean {
  return domain !== undefined && domain.workgroup === undefined;
}
