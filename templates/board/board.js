/* global document, Element, fetch, location, setInterval */
// The board's own script: says when the server is gone, and asks for the text that a button needs before anything is sent.
(() => {
  'use strict';

  /** The server sends something every 20 s at least. */
  const SILENT_MS = 50_000;
  const banner = document.getElementById('lost');
  let lastHeardAt = new Date();
  let connection;

  function showLost() {
    if (!banner || !banner.hidden) return;
    const time = banner.querySelector('time');
    time.dateTime = lastHeardAt.toISOString();
    time.textContent = lastHeardAt.toLocaleTimeString(document.documentElement.lang);
    banner.hidden = false;
    document.body.classList.add('stale');
  }

  function heard() {
    lastHeardAt = new Date();
    if (!banner) return;
    banner.hidden = true;
    document.body.classList.remove('stale');
  }

  /** A session that has ended answers a page with the way to the login: the page itself then goes there. */
  async function look() {
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
  document.addEventListener('htmx:sse:error', look);
  document.addEventListener('htmx:sse:before:connection', ({ detail }) => {
    if (detail.connection.attempt > 0) void look();
  });
  // The first connection failed: htmx does not try again.
  document.addEventListener('htmx:error', look);

  setInterval(() => {
    if (document.hidden || !banner) return;
    if (!connection && !banner.hidden) return void look();
    // A cable that is pulled ends no connection: nothing comes any more, that is all.
    if (!connection || Date.now() - lastHeardAt.getTime() < SILENT_MS) return;
    showLost();
    connection.reader?.cancel().catch(() => undefined);
  }, 5_000);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && banner?.hidden) lastHeardAt = new Date();
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
