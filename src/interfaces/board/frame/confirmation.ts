import { PermanentError } from '../../../platform/core/index.js';

/** Throws unless the confirmation box was ticked; required before arming, restarting and cancelling. */
export function mustHaveRead({ understood }: { understood?: string }): void {
  if (understood === 'yes') return;
  throw new PermanentError(
    { fr: 'Rien n’a été fait : la case n’est pas cochée.', en: 'Nothing was done: the box is not ticked.' },
    {
      remedy: {
        fr: 'Lisez ce qui sera fait, cochez la case, puis recommencez.',
        en: 'Read what will be done, tick the box, then try again.',
      },
    },
  );
}
