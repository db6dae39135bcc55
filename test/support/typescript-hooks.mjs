import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, URL } from 'node:url';
import { transform } from '@swc/core';

/** `./x.js` means x.ts when there is one and no x.js; so does the script of a process that is forked. */
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
  const { code } = await transform(await readFile(filename, 'utf8'), {
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
  return { format: 'module', source: code, shortCircuit: true };
}
