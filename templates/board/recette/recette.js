/* global CSS, DOMParser, document, Event, fetch, FormData, location, URL, URLSearchParams */
// Sends the forms of the page without reloading it. The server always answers with the whole page: each part of it
// that changes takes the place of the one on the screen, so that the page works in the same way without this script.
(() => {
  'use strict';

  const root = document.getElementById('recette');
  const said = document.getElementById('said');
  let busy = false;

  function tell(text) {
    said.textContent = text;
  }

  /** Puts the parts of a page of the server into this one. What `data-keep` marks stays as it is: a drawing, say. */
  function show(html) {
    const next = new DOMParser().parseFromString(html, 'text/html');
    if (!next.getElementById('recette')) return false;
    for (const part of document.querySelectorAll('[data-part]')) {
      const fresh = next.getElementById(part.id);
      if (!fresh) continue;
      for (const kept of part.querySelectorAll('[data-keep]'))
        fresh.querySelector(`#${kept.id}`)?.replaceWith(kept);
      const isOpen = [...part.querySelectorAll('details[open]')].map(({ id }) => id);
      for (const id of isOpen) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
      part.replaceChildren(...fresh.childNodes);
    }
    document.dispatchEvent(new Event('recette:shown'));
    return true;
  }

  /** Where the thumb and the screen reader go on: a refusal, what is to be typed, or the card that was answered. */
  function goOn(back) {
    const next =
      document.querySelector('#refusal') ??
      document.querySelector('#answer [autofocus]') ??
      document.querySelector('[data-focus]') ??
      (back && document.getElementById(back));
    next?.focus({ preventScroll: true });
    (next?.closest('section') ?? next)?.scrollIntoView({ block: 'nearest' });
  }

  async function load(address, init, back) {
    if (busy) return;
    busy = true;
    root.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address, { ...init, headers: { accept: 'text/html' } });
      // The session has ended: the login page leads back here.
      if (new URL(answer.url).pathname === '/login') return location.reload();
      tell('');
      if (show(await answer.text())) goOn(back);
      else location.reload();
    } catch {
      tell(root.dataset.notSent);
    } finally {
      busy = false;
      root.removeAttribute('aria-busy');
    }
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-act]')) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    void load(form.action, { method: 'POST', body }, form.dataset.back ?? form.closest('li[id]')?.id);
  });

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-open]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void load(link.href, {}, link.dataset.back);
  });

  document.addEventListener('recette:reload', ({ detail }) => void load(location.pathname, {}, detail));
  document.addEventListener('recette:tell', ({ detail }) => tell(detail));
})();
