import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath, URL } from 'node:url';
import { transform } from '@swc/core';

/** Resolves `./x.js` to x.ts if x.js does not exist, also for the script of a forked process. */
export async function resolve(specifier, context, next) {
  const base = context.parentURL ?? (specifier.startsWith('file:') ? specifier : undefined);
  if (/^(\.|file:)/.test(specifier) && specifier.endsWith('.js') && base) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), base);
    const compiled = new URL(specifier, base);
    if (!existsSync(compiled) && existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const source = await readFile(filename, 'utf8');
  return { format: 'module', source: await kept(filename, source), shortCircuit: true };
}

/** Caches compiled files, because many processes and threads load the same ones. */
const KEPT = fileURLToPath(new URL('../../node_modules/.cache/etabli-typescript/', import.meta.url));

async function kept(filename, source) {
  const digest = createHash('sha256').update(`${filename}\0${source}`).digest('hex');
  const file = `${KEPT}${digest}.js`;
  try {
    return await readFile(file, 'utf8');
  } catch {
    const code = await compiled(filename, source);
    const whole = `${file}.${process.pid}.${Math.random()}`;
    await mkdir(KEPT, { recursive: true });
    await writeFile(whole, code);
    await rename(whole, file);
    return code;
  }
}

async function compiled(filename, source) {
  const { code } = await transform(source, {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  return code;
}
