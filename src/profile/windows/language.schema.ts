import { z } from 'zod';

export const language = z.strictObject({});
