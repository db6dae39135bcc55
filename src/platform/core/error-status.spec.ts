import { httpStatusOf } from './error-status.js';
import {
  ConflictError,
  InputError,
  NotFoundError,
  OperatorError,
  PermanentError,
  TransientError,
} from './errors.js';

const TEXT = { fr: 'non', en: 'no' };

describe('the HTTP status of an error', () => {
  it.each([
    [new InputError(TEXT, []), 400],
    [new NotFoundError(TEXT), 404],
    [new ConflictError(TEXT), 409],
    [new OperatorError(TEXT, { remedy: TEXT }), 409],
    [new PermanentError(TEXT), 422],
    [new TransientError(TEXT), 503],
    [Object.assign(new PermanentError(TEXT), { status: 403 }), 403],
    [{ getStatus: () => 413 }, 413],
    [Object.assign(new Error('body'), { statusCode: 415 }), 415],
    [Object.assign(new Error('odd'), { status: 200 }), 500],
    [new Error('unforeseen'), 500],
    [undefined, 500],
    ['text', 500],
  ])('%s is %i', (error, status) => {
    expect(httpStatusOf(error)).toBe(status);
  });
});
