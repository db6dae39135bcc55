/** What an iPhone, an iPad and a Mac open as a configuration profile. */
export const CONFIGURATION_PROFILE = 'application/x-apple-aspen-config';
export const XML = 'application/xml';
export const JSON_TEXT = 'application/json';
export const PLAIN_TEXT = 'text/plain; charset=utf-8';
export const SVG = 'image/svg+xml';
export const PNG = 'image/png';
export const TAR = 'application/x-tar';

/** Whether the bytes of a file of this type are UTF-8 text. */
export function isText(mediaType: string): boolean {
  return /^text\/|[/+](?:xml|json)\b/.test(mediaType);
}
