/* global document, location, Element, URL */
// A scanner is a keyboard: what it types anywhere on a page is looked for. And `/` goes to the search box.
(() => {
  'use strict';

  /** A scanner types a key every few milliseconds; nobody types six keys in that time. */
  const GAP_MS = 60;
  const SHORTEST = 4;
  const LONGEST = 200;
  /** Pages that a label, a document or the screen of a PC leads to; the same as scanned-text.ts has. */
  const PAGES = /^\/(?:confirm|deployments|lots|machines|recette|verify)\/[A-Za-z0-9._-]{1,80}\/?$/i;

  let typed = '';
  let lastAt = 0;

  const isField = (target) =>
    target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;

  /** Goes to the page that the text names. An address keeps its fragment here: it may hold a code, and is never sent. */
  function go(text) {
    const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
    if (url && PAGES.test(url.pathname)) location.assign(url.pathname + url.hash);
    else location.assign(`/find?q=${encodeURIComponent(text.slice(0, LONGEST).toWellFormed())}`);
  }

  /** Whether the page, which counts PCs by scanning them, takes the scan itself. */
  function taken(text) {
    const form = document.querySelector('form[data-takes-scans]');
    const field = form?.querySelector('input:not([type="hidden"])');
    if (!field) return false;
    field.value = text;
    form.requestSubmit();
    return true;
  }

  function scanned(event) {
    const now = event.timeStamp;
    if (now - lastAt > GAP_MS) typed = '';
    lastAt = now;
    if (event.key === 'Enter' || event.key === 'Tab') {
      const text = typed.trim();
      typed = '';
      if (text.length < SHORTEST) return;
      event.preventDefault();
      event.stopPropagation();
      if (!taken(text)) go(text);
      return;
    }
    // It would press the button that has the focus.
    if (event.key === ' ' && typed !== '') event.preventDefault();
    // A code may be longer than a line of a shop: what does not fit is not kept, and the rest finds nothing.
    if (event.key.length === 1 && typed.length < 2 * LONGEST) typed += event.key;
  }

  function keyed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isField(event.target)) {
      typed = '';
      return;
    }
    const isFast = event.timeStamp - lastAt <= GAP_MS;
    if (event.key === '/' && typed === '' && !isFast) {
      const box = document.getElementById('find');
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
        return;
      }
    }
    scanned(event);
  }

  // Before the page: Enter after a scan must not press the button that has the focus.
  document.addEventListener('keydown', keyed, true);
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof Element) || !form.matches('form[data-scan]')) return;
    const text = form.elements.namedItem('q').value.trim();
    event.preventDefault();
    if (text !== '') go(text);
  });
})();
