import { z } from 'zod';

export const apple = z.strictObject({});
