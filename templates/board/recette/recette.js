/* global CSS, DOMParser, document, Event, fetch, FormData, location, URL, URLSearchParams */
// Sends the forms of the page without reloading it. The server always answers with the whole page: each part of it
// that changes takes the place of the one on the screen, so that the page works in the same way without this script.
(() => {
  'use strict';

  const root = document.getElementById('recette');
  const said = document.getElementById('said');
  /** What was asked for and is not answered yet: one after the other, and a second tap of the same is none. */
  const asked = new Set();
  let turn = Promise.resolve();

  function tell(text) {
    said.textContent = text;
  }

  /** What somebody typed meanwhile: a PIN, in a form that an event drew before the answer came. */
  function typedIn(part, address) {
    const fields = [...part.querySelectorAll('input[id]:not([type=hidden], [type=file]), textarea[id]')];
    return fields.filter(
      ({ form, value, defaultValue }) => form && form.action !== address && value !== defaultValue,
    );
  }

  function typeAgain(fields) {
    for (const { id, value, form } of fields) {
      const same = document.getElementById(id);
      if (same?.form?.action === form.action) same.value = value;
    }
  }

  /**
   * Puts the parts of a page of the server into this one. What `data-keep` marks stays as it is, a drawing say, and
   * so does what was typed, but not in the form that was sent to this address.
   */
  function show(html, address) {
    const next = new DOMParser().parseFromString(html, 'text/html');
    if (!next.getElementById('recette')) return false;
    for (const part of document.querySelectorAll('[data-part]')) {
      const fresh = next.getElementById(part.id);
      if (!fresh) continue;
      for (const kept of part.querySelectorAll('[data-keep]'))
        fresh.querySelector(`#${kept.id}`)?.replaceWith(kept);
      const isOpen = [...part.querySelectorAll('details[open]')].map(({ id }) => id);
      for (const id of isOpen) fresh.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
      const typed = typedIn(part, address);
      part.replaceChildren(...fresh.childNodes);
      typeAgain(typed);
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

  // An act during another one is done after it: an event may have drawn its button before the answer came.
  function load(address, init, back) {
    const what = `${address} ${init.body ?? ''}`;
    if (asked.has(what)) return;
    asked.add(what);
    root.setAttribute('aria-busy', 'true');
    turn = turn
      .then(() => ask(address, init, back))
      .finally(() => {
        asked.delete(what);
        if (asked.size === 0) root.removeAttribute('aria-busy');
      });
  }

  async function ask(address, init, back) {
    try {
      const answer = await fetch(address, { ...init, headers: { accept: 'text/html' } });
      // The session has ended: the login page leads back here.
      if (new URL(answer.url).pathname === '/login') return location.reload();
      tell('');
      if (show(await answer.text(), address)) goOn(back);
      else location.reload();
    } catch {
      tell(root.dataset.notSent);
    }
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('[data-act]')) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    load(form.action, { method: 'POST', body }, form.dataset.back ?? form.closest('li[id]')?.id);
  });

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-open]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load(link.href, {}, link.dataset.back);
  });

  document.addEventListener('recette:reload', ({ detail }) => load(location.pathname, {}, detail));
  document.addEventListener('recette:tell', ({ detail }) => tell(detail));
})();
