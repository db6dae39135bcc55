import { oneLine, Report as FileReport, type TextPosition } from '../../engine/index.js';

/** A part of a document: where it begins, and the part that it is in. */
export interface Placed extends TextPosition {
  parent?: Placed;
  /** Its key in `parent`, or its index there, from 0. */
  name?: string | number;
}

/** Collects what the rules find about one file of device management. */
export class Report extends FileReport<Placed> {
  constructor(name: string) {
    super(name, (places) => new Map([...places].map((place) => [place, pathOf(place)])));
  }
}

/** `PayloadContent[1].EAPClientConfiguration.AcceptEAPTypes[0]`; '' for the whole document. */
function pathOf(place: Placed): string {
  const names: string[] = [];
  for (let at: Placed | undefined = place; at?.parent; at = at.parent) {
    const { name = '' } = at;
    names.push(typeof name === 'number' ? `[${name}]` : `.${oneLine(name)}`);
  }
  return names.reverse().join('').replace(/^\./, '');
}
