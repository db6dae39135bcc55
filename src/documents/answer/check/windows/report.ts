import type { XmlElement } from '../../../../platform/xml/index.js';
import { Report as FileReport } from '../../../engine/index.js';
import type { WindowsFile } from './windows-file.js';

/** Collects the findings about one Windows answer file. */
export class Report extends FileReport<XmlElement> {
  constructor(file: WindowsFile) {
    super('windows', (elements) => file.pathsOf(elements));
  }
}
