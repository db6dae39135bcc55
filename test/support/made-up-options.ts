import { z } from 'zod';
import { optionsOf } from '../../src/documents/answer/windows-options.js';
import type { SchemaNode } from '../../src/documents/answer/windows-schema.js';
import { contributionOf, optionPart } from '../../src/documents/answer/windows/option-values.js';
import { mergeSettings } from '../../src/documents/answer/windows/compose.js';
import { writeAnswer } from '../../src/documents/answer/windows/write-answer.js';
import { optionCommands } from '../../src/documents/mdm/windows/option-commands.js';
import { askedOptions } from '../../src/documents/profile/index.js';
import { optionShape } from '../../src/documents/profile/windows/option-shape.js';
import { optionsScript } from '../../src/deployment/recette/index.js';
import type { OptionTable, OptionWriter } from '../../src/documents/windows-tables/index.js';
import { registryWrites } from './registry-rows.js';

/** All that is made of a table of options, which no part of the product has a word about. */
export function madeOf(table: OptionTable) {
  const schema = (writer: OptionWriter) => z.strictObject(optionShape(table, writer));
  const contribution = (section: object) => contributionOf('made-up', [optionPart(table, section)]);
  return {
    /** Whether the schema takes a section. */
    takes: (section: object, writer: OptionWriter = 'answer') => schema(writer).safeParse(section).success,
    /** What `etabli answer options` lists. */
    listed: () =>
      optionsOf(z.toJSONSchema(schema('answer')) as SchemaNode, 'made').filter(({ isGroup }) => !isGroup),
    /** The answer file without its scripts, the registry values of these, and their names. */
    answerFile: (section: object) => {
      const { settings = [], scripts = [] } = contribution(section);
      const placed = mergeSettings(settings.filter((one) => one !== undefined));
      const text = writeAnswer({ settings: placed, files: [] }, 'amd64');
      return {
        settings: text.split('\n').map((line) => line.trim()),
        registry: registryWrites({ scripts }),
        scripts: scripts.map(({ phase, name }) => `${phase} ${name}`),
      };
    },
    managed: (section: object) =>
      optionCommands(table, section, 'made').map(
        ({ field, format, uri, data }) => `${field}: ${format} ${uri} = ${data}`,
      ),
    /** Each line of the recette with what it reads, and the values that its script reads. */
    measured: (section: object) => {
      const asked = askedOptions(
        { target: 'windows-11-25h2', architecture: 'amd64', security: section },
        { security: table },
      );
      return {
        lines: asked.map(({ option, description, asked, reads, unread }) => ({
          option,
          description,
          asked,
          expected: reads.map((read) => read.expected),
          unread,
        })),
        script: optionsScript(asked)
          .split('\n')
          .filter((line) => line.startsWith('    @{')),
      };
    },
  };
}
