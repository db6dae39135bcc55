import type { Bilingual } from '../../../../platform/core/index.js';
import { type KnownSetting, passesOf } from '../../tables/windows-settings.js';

/** Limit on the names in one message. */
const PLACES = 3;

/** The passes of a setting, as text. */
export function passesOfKnown({ passes }: KnownSetting): Bilingual {
  const names = passesOf(passes).join(', ');
  return { fr: `dans ${names}`, en: `in ${names}` };
}

/** Where a name is valid: places in the same component first. */
export function belongsTo(places: KnownSetting[], component: string): Bilingual {
  const here = places.filter((place) => place.component === component);
  const near = [...here, ...places.filter((place) => place.component !== component)];
  const shown = near.slice(0, PLACES).map(inWords);
  const more = near.length > PLACES ? ', …' : '';
  return { fr: `${shown.join(' ; ')}${more}`, en: `${shown.join('; ')}${more}` };
}

function inWords({ component, path, passes }: KnownSetting): string {
  return `${component} ${path} (${passesOf(passes).join(', ')})`;
}
