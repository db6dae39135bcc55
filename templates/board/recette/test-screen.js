/* global document */
// One colour after the other over the whole screen.
(() => {
  'use strict';

  const COLOURS = ['black', 'white', 'red', 'green', 'blue', 'grey', 'stripes'];
  const start = document.getElementById('start');
  const surface = document.getElementById('colour');
  const outcome = document.getElementById('outcome');
  let at = -1;

  function show() {
    surface.className = `colour ${COLOURS[at]}`;
    surface.hidden = false;
    surface.focus();
  }

  function end() {
    if (at < 0) return;
    if (at >= COLOURS.length) outcome.textContent = outcome.dataset.done;
    at = -1;
    surface.hidden = true;
    if (document.fullscreenElement) void document.exitFullscreen();
    start.focus();
  }

  function next() {
    at += 1;
    if (at < COLOURS.length) show();
    else end();
  }

  start.addEventListener('click', () => {
    outcome.textContent = '';
    at = 0;
    // Where the browser refuses the full screen, the colour still fills its window.
    surface.hidden = false;
    surface.requestFullscreen?.().catch(() => undefined);
    show();
  });
  surface.addEventListener('click', next);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') end();
    if (key === 'ArrowRight' && at >= 0) next();
  });
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement) end();
  });
})();
