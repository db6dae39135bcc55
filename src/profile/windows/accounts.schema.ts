import { z } from 'zod';

export const accounts = z.strictObject({});
