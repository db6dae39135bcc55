/* global createImageBitmap, CustomEvent, document, fetch, HTMLInputElement */
// Sends a photo as soon as it is taken. It is made smaller here first: a phone takes 8 MB, and a workshop has one Wi-Fi.
(() => {
  'use strict';

  /** Enough to read a label on a case. */
  const LONGEST_SIDE = 1600;
  const root = document.getElementById('recette');
  const tell = (text) => document.dispatchEvent(new CustomEvent('recette:tell', { detail: text }));

  /** Camera buttons are hidden until this script runs, since they need it. */
  function reveal() {
    for (const input of document.querySelectorAll('input[data-upload][hidden]')) input.hidden = false;
    for (const label of document.querySelectorAll('label.camera[hidden]')) label.hidden = false;
  }

  /** Drawn again without anything but the picture; as it is where the browser cannot read it: the server judges it. */
  async function smaller(file) {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
    if (!picture) return file;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85))) ?? file;
  }

  async function send(input) {
    const [file] = input.files;
    if (!file) return;
    tell(root.dataset.sending);
    const back = input.closest('li[id]')?.id;
    try {
      const body = await smaller(file);
      const headers = {
        'content-type': body.type || 'application/octet-stream',
        'x-csrf-token': root.dataset.csrf,
        'accept-language': document.documentElement.lang,
      };
      const answer = await fetch(input.dataset.upload, { method: 'POST', body, headers });
      if (!answer.ok) return tell((await answer.json()).detail ?? root.dataset.notSent);
      document.dispatchEvent(new CustomEvent('recette:reload', { detail: back }));
      tell(root.dataset.sent);
    } catch {
      tell(root.dataset.notSent);
    } finally {
      input.value = '';
    }
  }

  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.upload) void send(target);
  });
  document.addEventListener('recette:shown', reveal);
  document.addEventListener('htmx:after:swap', reveal);
  reveal();
})();
