/* global document, Element, fetch, location, setInterval */
// Shows a banner when the server does not answer, and checks that the text that a button requires is filled in.
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
