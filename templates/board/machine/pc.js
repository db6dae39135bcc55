/* global document */
// The log follows its end or stands still, and the box of a retry that erases is asked for only with that choice.
(() => {
  'use strict';

  let isFollowing = true;
  const log = () => document.getElementById('log-lines');
  const button = () => document.getElementById('log-follow');

  /** A log that stands still is left out of the changes of the page (htmx: hx-morph-skip). */
  function show() {
    const lines = log();
    const toggle = button();
    if (!lines || !toggle) return;
    toggle.hidden = false;
    toggle.setAttribute('aria-pressed', String(isFollowing));
    toggle.textContent = isFollowing ? toggle.dataset.on : toggle.dataset.off;
    lines.toggleAttribute('hx-morph-skip', !isFollowing);
    if (isFollowing) lines.scrollTop = lines.scrollHeight;
  }

  function showRetry() {
    const form = document.getElementById('retry-form');
    const box = form?.elements.namedItem('understood');
    if (!box) return;
    const chosen = form.querySelector('input[name="from"]:checked');
    const erases = Boolean(chosen?.hasAttribute('data-erases'));
    box.required = erases;
    box.closest('label').hidden = !erases;
    const what = form.querySelector('.erasure');
    if (what) what.hidden = !erases;
  }

  document.addEventListener('click', ({ target }) => {
    if (target !== button()) return;
    isFollowing = !isFollowing;
    show();
  });
  // Who scrolls back reads: the next lines must not move what is read.
  document.addEventListener(
    'wheel',
    ({ target, deltaY }) => {
      if (!isFollowing || deltaY >= 0 || !log()?.contains(target)) return;
      isFollowing = false;
      show();
    },
    { passive: true },
  );
  document.addEventListener('change', showRetry);
  document.addEventListener('htmx:after:swap', () => {
    show();
    showRetry();
  });
  show();
  showRetry();
})();
