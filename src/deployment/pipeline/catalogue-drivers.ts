import { Injectable } from '@nestjs/common';
import type { WindowsImage } from '../../park/master/index.js';
import type { Offers } from './steps/boot-check/choose-drivers.js';
import type { Device } from './steps/boot-check/readings.js';

/** A driver package as the agent fetches it: its folder on the volume, its files, and the INFs that are installed. */
export interface DriverPackage {
  folder: string;
  files: { path: string; url: string; sha256: string; bytes: number }[];
  infs: { path: string; class: string; provider: string; version: string }[];
}

/** The catalogue of drivers as the steps of a deployment ask it. */
@Injectable()
export class CatalogueDrivers {
  /** What the catalogue has for these devices in this image. */
  offers(_devices: readonly Device[], _image: WindowsImage): Promise<Offers> {
    return Promise.resolve({ boot: () => [], best: () => undefined });
  }

  /** What the agent writes into the image for a driver that starts the disk. Throws NotFoundError. */
  injection(id: string, _image: WindowsImage): Promise<object> {
    return Promise.reject(new Error(`no driver ${id}`));
  }

  /** The files of a driver that Windows installs itself. Throws NotFoundError. */
  files(id: string): Promise<DriverPackage> {
    return Promise.reject(new Error(`no driver ${id}`));
  }
}
