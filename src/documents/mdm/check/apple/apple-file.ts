import { type ApplePayload, applePayload } from '../../tables/apple-payloads.js';
import { type PlistDict, textAt, valueAt } from '../plist/plist-value.js';
import type { Report } from '../report.js';

/** The device that a profile is for, when the caller names it. */
export interface AppleTarget {
  name: 'iOS' | 'macOS';
  /** `15.2` */
  version?: string;
}

/** One payload of a profile. */
export interface FoundPayload {
  dict: PlistDict;
  type?: string;
  /** Its entry in the table of payloads, if the type is given and known. */
  known?: ApplePayload;
}

/** A parsed profile, the input of rules. */
export interface AppleFile {
  profile: PlistDict;
  payloads: readonly FoundPayload[];
  target?: AppleTarget;
  now: Date;
}

/**
 * One check of a profile. A rule reads the file and adds findings; it never throws, never
 * changes the file, and does not repeat the findings of other rules.
 */
export type AppleRule = (file: AppleFile, report: Report) => void;

/** The payloads of a profile; the table reports a payload that is no dictionary. */
export function payloadsOf(profile: PlistDict): FoundPayload[] {
  const items = valueAt(profile, 'PayloadContent', 'array')?.items ?? [];
  return items
    .filter((item): item is PlistDict => item.kind === 'dict')
    .map((dict) => {
      const type = textAt(dict, 'PayloadType');
      return { dict, type, known: type === undefined ? undefined : applePayload(type) };
    });
}
