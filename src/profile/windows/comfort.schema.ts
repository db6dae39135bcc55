import { z } from 'zod';

export const comfort = z.strictObject({});
