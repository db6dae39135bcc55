import { z } from 'zod';
import { PermanentError } from '../../platform/core/index.js';
import type { WindowsTarget } from './inf/target-os.js';

/** A storage driver that the image has: what `describe-image` read in its registry. */
export interface ImageStorageDriver {
  id: string;
  inf: string;
  service: string;
  /** 0: started by the boot manager. */
  start: number;
  /** The .sys; empty when the image does not have it. */
  file: string;
}

/** The Windows image that drivers are chosen for. */
export interface DriverImage {
  /** `26100.1742`, or the number before the point. */
  build: string | number;
  architecture: string;
  productType: WindowsTarget['productType'];
  /** The ids that the image has drivers for; empty when they are not known. */
  ids: readonly string[];
  storage: readonly ImageStorageDriver[];
}

const storageSchema = z.object({
  id: z.string(),
  inf: z.string().nullish(),
  service: z.string().nullish(),
  start: z.number().nullish(),
  file: z.string().nullish(),
});
const descriptionSchema = z.object({
  ids: z.array(z.string()).default([]),
  storage: z.array(storageSchema).default([]),
});

/** The ids and storage drivers in the stored description of an image. What is incomplete cannot start a PC. */
export function readImageDescription(json: string): Pick<DriverImage, 'ids' | 'storage'> {
  const { ids, storage } = descriptionSchema.parse(JSON.parse(json));
  return {
    ids,
    storage: storage.map(({ id, inf, service, start, file }) => ({
      id,
      inf: inf ?? '',
      service: service ?? '',
      start: start ?? -1,
      file: file ?? '',
    })),
  };
}

/** Throws PermanentError for an image that is not of amd64, or whose build is not a number. */
export function targetOf({ architecture, build, productType }: DriverImage): WindowsTarget {
  const number = Number(String(build).split('.')[0]);
  if (architecture === 'amd64' && Number.isInteger(number) && number > 0) {
    return { architecture, build: number, productType };
  }
  throw new PermanentError({
    fr: `image pour ${architecture}, version « ${build} » ; attendu : amd64 et un numéro de version comme 26100`,
    en: `image for ${architecture}, build “${build}”; expected: amd64 and a build number such as 26100`,
  });
}
