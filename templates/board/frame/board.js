/* global AbortSignal, document, Element, fetch, location, navigator, setInterval, window */
// Shows a banner when the server does not answer, keeps what was typed then, and checks that the text that a button
// requires is filled in.
(() => {
  'use strict';

  /** The server sends an event at least every 20 s. */
  const SILENT_MS = 50_000;
  const banner = document.getElementById('lost');
  let lastHeardAt = new Date();
  let connection;

  function showLost() {
    if (!banner || !banner.hidden) return;
    const time = banner.querySelector('time');
    time.dateTime = lastHeardAt.toISOString();
    time.textContent = lastHeardAt.toLocaleTimeString(document.documentElement.lang, { hourCycle: 'h23' });
    banner.hidden = false;
    document.body.classList.add('stale');
  }

  function heard() {
    lastHeardAt = new Date();
    if (!banner) return;
    banner.hidden = true;
    document.body.classList.remove('stale');
  }

  /** Checks whether the server answers. If the session has ended, reloads the page, which leads to the login. */
  async function check() {
    const askedAt = Date.now();
    const isSilent = () => lastHeardAt.getTime() <= askedAt;
    try {
      const answer = await fetch(location.href, { method: 'HEAD', redirect: 'manual', cache: 'no-store' });
      if (answer.type === 'opaqueredirect' || answer.status === 401) location.reload();
      else if (!connection && banner && !banner.hidden) location.reload();
      else if (isSilent() && (answer.status >= 500 || !connection)) showLost();
    } catch {
      if (isSilent()) showLost();
    }
  }

  document.addEventListener('htmx:sse:after:connection', ({ detail }) => {
    connection = detail.connection;
  });
  document.addEventListener('htmx:sse:close', () => {
    connection = undefined;
  });
  document.addEventListener('htmx:sse:after:message', heard);
  document.addEventListener('htmx:sse:error', check);
  document.addEventListener('htmx:sse:before:connection', ({ detail }) => {
    if (detail.connection.attempt > 0) void check();
  });
  // htmx does not retry when the first connection fails.
  document.addEventListener('htmx:error', check);

  setInterval(() => {
    if (document.hidden || !banner) return;
    if (!connection && !banner.hidden) return void check();
    // An unplugged cable does not close the connection: only the events stop.
    if (!connection || Date.now() - lastHeardAt.getTime() < SILENT_MS) return;
    showLost();
    connection.reader?.cancel().catch(() => undefined);
  }, 5_000);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && banner?.hidden) lastHeardAt = new Date();
  });

  // A password that was mistyped unseen would shut its owner out.
  document.addEventListener('change', ({ target }) => {
    for (const id of target.dataset.shows?.split(' ') ?? [])
      document.getElementById(id).type = target.checked ? 'text' : 'password';
  });

  /** Whether something was typed into a form, and whether the server was there when it was asked last. */
  let isTyped = false;
  let isThere = true;
  async function ask() {
    const answer = fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(4_000) });
    isThere = await answer.then(
      () => true,
      () => false,
    );
  }
  document.addEventListener('input', ({ target }) => {
    if (isTyped || target.form?.method !== 'post') return;
    isTyped = true;
    void ask();
  });
  setInterval(() => {
    if (isTyped && !document.hidden) void ask();
  }, 3_000);

  // Sent to a server that is not there, a form would give way to a page of the browser, and what was typed be lost.
  // On `window`: after the listeners of the pages, which may send it themselves.
  window.addEventListener('submit', async (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.method !== 'post') return;
    form.querySelector('.unsent')?.remove();
    if (isThere && navigator.onLine) return;
    event.preventDefault();
    await ask();
    if (isThere) return form.requestSubmit(submitter);
    const said = document.createElement('p');
    said.className = 'problem unsent';
    said.setAttribute('role', 'alert');
    said.textContent = banner.dataset.unsent;
    form.append(said);
  });

  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button[data-needs]') : null;
    const field = button?.form?.elements.namedItem(button.dataset.needs);
    if (!field || field.value.trim() !== '') return;
    event.preventDefault();
    const problem = document.getElementById(field.dataset.problem);
    if (problem) problem.hidden = false;
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  });
})();
