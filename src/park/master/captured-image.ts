import {
  type Bilingual,
  describe,
  InputError,
  PermanentError,
  type Sha256,
} from '../../platform/core/index.js';
import type { MasterManifest } from './master.schema.js';
import { today } from './new-version.js';
import type { MeasuredImage } from './windows/windows-images.js';

/** The image of a reference PC's Windows, uploaded as a payload. */
export interface ImageCapture {
  name: string;
  payloadSha256: Sha256;
  /** `26100.1742`, from the registry: wimlib does not read the number behind the point. */
  build: string;
}

/** What was measured of it, with the build that the reference PC told. */
export function withBuild(measured: MeasuredImage, build: string): MeasuredImage {
  return { ...measured, image: { ...measured.image, build: build || measured.image.build } };
}

/** The manifest of the master, under the date of today. */
export function capturedManifest(name: string, measured: MeasuredImage): MasterManifest {
  const { payloadSha256: sha256, payloadBytes: bytes, rawBytes, minimumDiskBytes, image } = measured;
  return {
    name,
    version: today(),
    title: { fr: image.name, en: image.name },
    kind: 'wim',
    system: 'windows',
    systemVersion: image.build,
    architecture: image.architecture,
    payload: { sha256, bytes, rawBytes },
    minimumDiskBytes,
  };
}

/** The agent tells the image that it made once more as long as the PC is not started again. */
const AGAIN: Bilingual = {
  fr: 'Rien n’a été enregistré. Démarrez de nouveau le PC de référence par le réseau, puis reprenez la capture du début ; si cela se répète, contrôlez sa mémoire et son disque.',
  en: 'Nothing was registered. Boot the reference PC from the network again, then retry the capture from the start; if it happens again, test its memory and its disk.',
};
const OTHER_PC: Bilingual = {
  fr: 'Rien n’a été enregistré. Capturez un PC dont le Windows est un Windows 64 bits (amd64), client ou serveur.',
  en: 'Nothing was registered. Capture a PC whose Windows is a 64-bit Windows (amd64), client or server.',
};

/** An image that cannot be a master; what is wrong with the server is passed on as it is. */
export function refusedCapture(error: unknown): unknown {
  if (!(error instanceof PermanentError || error instanceof InputError)) return error;
  const { text } = describe(error);
  return new PermanentError(
    {
      fr: `l’image capturée ne peut pas devenir un master : ${text.fr}`,
      en: `the captured image cannot become a master: ${text.en}`,
    },
    {
      cause: error,
      remedy: error instanceof InputError ? OTHER_PC : AGAIN,
    },
  );
}
