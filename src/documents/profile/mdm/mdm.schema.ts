import { z } from 'zod';
import { expecting } from '../expected.js';
import { line } from '../names.js';
import { android } from './android.schema.js';
import { apple } from './apple.schema.js';
import { linux } from './linux.schema.js';
import { windows } from './windows.schema.js';

const identifier = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){1,9}$/, {
  error: expecting(
    'un nom de domaine renversé : fr.exemple.parc',
    'a reversed domain name: org.example.fleet',
  ),
});

/**
 * Options for devices that a management server owns. Options for all platforms are in the neutral sections of the
 * profile (`network`, `certificates`, `restrictions`, `passcode`, `updates`, `encryption`); this section has those of a
 * single platform.
 */
export const mdm = z
  .strictObject({
    organisation: line.optional().describe('Name of the organisation, as devices show it'),
    identifier: identifier
      .default('fr.etabli')
      .describe('Reversed domain name below which every payload is identified'),
    displayName: line.optional().describe('Name of the profile, as devices show it; its title without it'),
    description: line.optional().describe('What the profile does, as devices show it'),
    apple: apple.prefault({}).describe('Macs, iPhones, iPads, Apple TVs'),
    android: android.prefault({}).describe('Phones and tablets'),
    windows: windows.prefault({}).describe('Windows PCs that a cloud owns'),
    linux: linux.prefault({}).describe('Linux PCs'),
  })
  .describe('Management of devices: what only one platform has');

export type ProfileMdm = z.output<typeof mdm>;
