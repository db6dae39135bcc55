import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { InputError } from '../core/index.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST_FOUND = 100;

/** Checks an id in the path of a request: a UUID. Throws InputError that names the parameter. */
@Injectable()
export class RecordIdPipe implements PipeTransform<string, string> {
  transform(value: string, { data = 'id' }: ArgumentMetadata): string {
    if (UUID.test(value)) return value.toLowerCase();
    throw new InputError({ fr: `À corriger : ${data}.`, en: `To correct: ${data}.` }, [
      {
        field: data,
        found: value.slice(0, LONGEST_FOUND),
        expected: {
          fr: 'un identifiant : un UUID, tel que dans les listes',
          en: 'an id: a UUID, as in the lists',
        },
      },
    ]);
  }
}
