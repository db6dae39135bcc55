/* global document, localStorage */
// What was saved needs no draft any more: a draft of just this text is forgotten, any other one stays.
(() => {
  'use strict';

  const text = document.querySelector('.text');
  if (!text) return;
  try {
    for (const key of [`etabli-profile ${text.dataset.profile}`, 'etabli-profile ']) {
      const draft = JSON.parse(localStorage.getItem(key));
      if (draft && draft.text === text.textContent) localStorage.removeItem(key);
    }
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
})();
