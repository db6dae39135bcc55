import { z } from 'zod';

export const setup = z.strictObject({});
