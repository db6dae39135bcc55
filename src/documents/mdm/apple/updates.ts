import type { NotCarried } from '../order.js';
import { appleMaximum } from '../tables/apple-payloads.js';
import {
  type AppleContext,
  type ApplePart,
  type Content,
  needsSupervision,
  NOTHING,
  notCarriedIf,
} from './apple-context.js';
import { onePayload, onlyWith } from './rows.js';

const TYPE = 'com.apple.SoftwareUpdate';

/** The maximum number of days in com.apple.applicationaccess. */
const MOST_DAYS = appleMaximum('com.apple.applicationaccess', 'enforcedSoftwareUpdateDelay');

/** The delays of com.apple.applicationaccess: a Mac has one for each type of update, an iPhone one for all. */
export function delays(context: AppleContext): { content: Content; notCarried: NotCarried[] } {
  const { deferFeatureDays, deferQualityDays } = context.profile.updates ?? {};
  if (context.system === 'ios') return oneDelay(context, deferFeatureDays, deferQualityDays);
  const other = context.mdm.apple.softwareUpdate?.deferOtherDays;
  return {
    content: {
      ...delay('forceDelayedMajorSoftwareUpdates', 'MajorOSDeferredInstall', deferFeatureDays),
      ...delay('forceDelayedSoftwareUpdates', 'MinorOSDeferredInstall', deferQualityDays),
      ...delay('forceDelayedAppSoftwareUpdates', 'NonOSDeferredInstall', other),
    },
    notCarried: notCarriedIf(
      (deferFeatureDays ?? 0) > MOST_DAYS,
      'updates.deferFeatureDays',
      `un Mac reporte une version de ${MOST_DAYS} jours au plus : ${MOST_DAYS}`,
      `a Mac defers a release by at most ${MOST_DAYS} days: ${MOST_DAYS}`,
    ),
  };
}

function delay(force: string, what: string, days: number | undefined): Content {
  if (days === undefined) return {};
  if (days === 0) return { [force]: false };
  return { [force]: true, [`enforcedSoftwareUpdate${what}Delay`]: Math.min(days, MOST_DAYS) };
}

/** The delay of security fixes is used for all updates, so that fixes do not wait too long. */
function oneDelay({ supervised }: AppleContext, feature: number | undefined, quality: number | undefined) {
  const refused = notCarriedIf(
    feature !== undefined && feature !== quality,
    'updates.deferFeatureDays',
    'un iPhone ou un iPad n’a qu’un délai pour toutes ses mises à jour : updates.deferQualityDays',
    'an iPhone or iPad has one delay for all its updates: updates.deferQualityDays',
  );
  if (quality === undefined) return { content: {}, notCarried: refused };
  if (!supervised)
    return { content: {}, notCarried: [...refused, needsSupervision('updates.deferQualityDays')] };
  return { content: delay('forceDelayedSoftwareUpdates', '', quality), notCarried: refused };
}

/** com.apple.SoftwareUpdate of a Mac. */
export function softwareUpdatePart(context: AppleContext): ApplePart {
  const own = context.mdm.apple.softwareUpdate;
  if (context.system === 'ios')
    return onlyWith(TYPE, context, 'mdm.apple.softwareUpdate', own, () => NOTHING);
  const { automatic, previews, apps } = context.profile.updates ?? {};
  const install = automatic === undefined ? undefined : automatic === 'install';
  const content = {
    AutomaticCheckEnabled: automatic === undefined ? undefined : true,
    AutomaticDownload: automatic === undefined ? undefined : automatic !== 'off',
    AutomaticallyInstallMacOSUpdates: install,
    CriticalUpdateInstall: own?.securityUpdates ?? install,
    ConfigDataInstall: own?.securityUpdates ?? install,
    AutomaticallyInstallAppUpdates: apps,
    AllowPreReleaseInstallation: previews,
    'restrict-software-update-require-admin-to-install': own?.administratorsOnly,
  };
  return onePayload({ type: TYPE, kind: 'software-update', title: 'Software update', content });
}
