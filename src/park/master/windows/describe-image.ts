import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { type Bilingual, OperatorError, PermanentError } from '../../../platform/core/index.js';
import { type ImageDescription, imageDescriptionSchema } from './image.schema.js';
import { start } from './program.js';
import { fileIn, succeeded, titleOf, type WimFile } from './wimlib.js';

/** The agent of the environment; the same path from src/ and from dist/. */
const AGENT = join(import.meta.dirname, '..', '..', '..', '..', 'environment', 'agent');
const PYTHON = '/usr/bin/python3';

/** The registry of the image, without which it is no Windows that starts. */
export const SYSTEM_HIVE = 'Windows/System32/config/SYSTEM';
/** What the description is made from; those that an image has. */
export const DESCRIBED_FILES = [
  SYSTEM_HIVE,
  'Windows/System32/config/DRIVERS',
  'Windows/Boot/EFI/bootmgfw.efi',
  'Windows/Boot/EFI_EX/bootmgfw_EX.efi',
] as const;
export type DescribedFile = (typeof DESCRIBED_FILES)[number];

/** Says what an image has for its boot: its boot managers with their signers, and its storage drivers. */
@Injectable()
export class ImageDescriber {
  /** Runs the agent's `describe-image` on a folder with some of DESCRIBED_FILES. Throws PermanentError. */
  async describe(folder: string): Promise<ImageDescription> {
    const running = start(PYTHON, ['-m', 'etabli_agent', 'describe-image'], {
      env: { PYTHONPATH: AGENT },
      input: `${JSON.stringify({ folder })}\n`,
    });
    const parts: string[] = [];
    for await (const chunk of running.output.setEncoding('utf8')) parts.push(chunk as string);
    const { status, said } = await running.ended();
    return descriptionIn(parts.join(''), status, said);
  }
}

/** Copies files out of image 1 into a folder, under the names of DESCRIBED_FILES, whatever their case in the image. */
export async function copyDescribed(wim: WimFile, found: Map<DescribedFile, string>, folder: string) {
  for (const [name, path] of found) {
    const target = join(folder, name);
    await mkdir(dirname(target), { recursive: true });
    const running = fileIn(wim, path);
    await pipeline(running.output, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    await succeeded(running, titleOf(wim));
  }
}

/** The result in the lines of an agent's command. Throws PermanentError with the error that it reports. */
export function descriptionIn(output: string, status: number | null, said: string): ImageDescription {
  const last = output.trim().split('\n').at(-1) ?? '';
  const line = parsed(last) as { result?: unknown; error?: ReportedError } | undefined;
  if (line?.error) throw notDescribed(line.error, line.error.remedy ?? INTACT_IMAGE);
  if (status !== 0 || line?.result === undefined) throw crashed(said);
  const result = imageDescriptionSchema.safeParse(line.result);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.join('.') ?? '';
  throw notDescribed({ fr: `réponse sans ${field}`, en: `answer without ${field}` }, INTACT_IMAGE);
}

/** As the agent reports an error; environment/agent/README.md. */
interface ReportedError extends Bilingual {
  remedy?: Bilingual;
}

const INTACT_IMAGE: Bilingual = {
  fr: 'Prenez une image d’installation de Windows intacte, ou capturez de nouveau le PC de référence.',
  en: 'Take an intact installation image of Windows, or capture the reference PC again.',
};

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function notDescribed({ fr, en }: Bilingual, remedy: Bilingual): PermanentError {
  return new PermanentError(
    {
      fr: `ce qui démarre dans l’image n’a pas pu être lu : ${fr}`,
      en: `what boots in the image could not be read: ${en}`,
    },
    { remedy },
  );
}

/** The program itself did not run: something is missing on this server, and the image is not judged. */
function crashed(said: string): OperatorError {
  const why = said.trim().split('\n').at(-1) ?? '';
  return new OperatorError(
    {
      fr: `le programme qui lit ce qui démarre dans l’image n’a pas abouti : ${why}`,
      en: `the program that reads what boots in the image did not finish: ${why}`,
    },
    {
      remedy: {
        fr: 'Installez python3 et python3-hivex sur ce serveur (scripts/packages), puis importez de nouveau.',
        en: 'Install python3 and python3-hivex on this server (scripts/packages), then import again.',
      },
    },
  );
}
