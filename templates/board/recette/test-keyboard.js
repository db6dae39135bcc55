/* global document */
// Marks each key of the PC that was pressed and released.
(() => {
  'use strict';

  const start = document.getElementById('start');
  const keys = new Map([...document.querySelectorAll('[data-code]')].map((key) => [key.dataset.code, key]));
  const seen = new Set();
  const others = new Set();
  let isOn = false;
  let last;

  document.getElementById('all').textContent = String(keys.size);

  function turn(on) {
    isOn = on;
    start.textContent = on ? start.dataset.stop : start.dataset.start;
    document.getElementById('keys').classList.toggle('on', on);
  }

  function mark(code, name, isDown) {
    const key = keys.get(code);
    key?.classList.toggle('down', isDown);
    if (isDown) return;
    key?.classList.add('seen');
    if (key) seen.add(code);
    else others.add(name);
    document.getElementById('seen').textContent = String(seen.size);
    if (others.size > 0) document.getElementById('others').textContent = [...others].join(', ');
  }

  start.addEventListener('click', () => turn(!isOn));
  document.addEventListener('keydown', (event) => {
    if (!isOn) return;
    event.preventDefault();
    if (event.repeat) return;
    // The way out for somebody without a pointer.
    if (event.code === 'Escape' && last === 'Escape') turn(false);
    last = event.code;
    mark(event.code, event.key, true);
  });
  document.addEventListener('keyup', (event) => {
    if (keys.get(event.code)?.classList.contains('down') || isOn) mark(event.code, event.key, false);
  });
})();
