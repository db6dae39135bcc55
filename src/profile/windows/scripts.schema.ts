import { z } from 'zod';

export const scripts = z.strictObject({});
