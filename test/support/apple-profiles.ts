import { checkMdm, type MdmCheckOptions } from '../../src/documents/mdm/index.js';

const HEAD = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
];

/** The keys that every payload has, on one line. */
export function common(type: string, number: number): string {
  return [
    `<key>PayloadType</key><string>${type}</string>`,
    '<key>PayloadVersion</key><integer>1</integer>',
    `<key>PayloadIdentifier</key><string>fr.atelier.${number}</string>`,
    `<key>PayloadUUID</key><string>3F2504E0-4F89-41D3-9A0C-00000000000${number}</string>`,
  ].join('');
}

/** A property list; its content begins on line 4. */
export function plist(...inside: string[]): string {
  return [...HEAD, '<plist version="1.0">', ...inside, '</plist>', ''].join('\n');
}

/** A profile with these payloads, the first of which begins on line 5, followed by other keys. */
export function profile(payloads: string[], ...more: string[]): string {
  const top = `<dict>${common('Configuration', 0)}<key>PayloadContent</key><array>`;
  return plist(top, ...payloads, `</array>`, ...more, '</dict>');
}

/** A profile with one payload, whose content begins on line 6. */
export function only(type: string, ...lines: string[]): string {
  return profile([`<dict>${common(type, 1)}`, ...lines, '</dict>']);
}

/** `6 error apple/wrong-type PayloadContent[0].AutoJoin: <string> | a boolean (<true/> or <false/>)` */
export function said(text: string | Uint8Array, options: MdmCheckOptions = {}): string[] {
  const { findings } = checkMdm(Buffer.from(text), { now: new Date('2026-11-25T00:00:00Z'), ...options });
  return findings.map(
    ({ line, severity, rule, path, found, expected }) =>
      `${line} ${severity} ${rule} ${path}: ${found} | ${expected.en}`,
  );
}
