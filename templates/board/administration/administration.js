/* global document, FileReader, HTMLFormElement, window */
// A form is sent once, however often its button is clicked: a password is shown to the first answer only. A chosen
// picture is sent as text in its form, since the form has no other parts.
(() => {
  'use strict';

  const sent = new WeakSet();
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return;
    if (sent.has(form)) event.preventDefault();
    sent.add(form);
  });
  // The page may come back from the browser's memory.
  window.addEventListener('pageshow', () =>
    document.querySelectorAll('form').forEach((form) => sent.delete(form)),
  );

  for (const input of document.querySelectorAll('input[data-picture]')) {
    input.addEventListener('change', () => {
      const [file] = input.files;
      const form = input.form;
      form.querySelector(`input[type=hidden][name="${input.dataset.picture}"]`)?.remove();
      if (!file) return;
      const reader = new FileReader();
      const buttons = [...form.querySelectorAll('button')];
      buttons.forEach((button) => (button.disabled = true));
      reader.addEventListener('loadend', () => {
        const hidden = document.createElement('input');
        hidden.type = 'hidden';
        hidden.name = input.dataset.picture;
        hidden.value = typeof reader.result === 'string' ? reader.result : '';
        form.append(hidden);
        buttons.forEach((button) => (button.disabled = false));
      });
      reader.readAsDataURL(file);
    });
  }
})();
