import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { InputError, schemaFindings, type SchemaIssue } from '../../platform/core/index.js';

/** Validates a body, query or parameter against its schema. The InputError names each invalid field. */
@Injectable()
export class SchemaPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const schema = metadata.schema;
    if (!schema || metadata.type === 'custom') return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value;
    const findings = schemaFindings(result.issues as unknown as SchemaIssue[], value);
    const fields = findings.map(({ field }) => field || metadata.type).join(', ');
    throw new InputError({ fr: `À corriger : ${fields}.`, en: `To correct: ${fields}.` }, findings);
  }
}
