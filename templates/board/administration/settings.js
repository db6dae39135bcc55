/* global document, FileReader */
// A chosen picture is sent as text in the form, since the form has no other parts.
(() => {
  'use strict';

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
