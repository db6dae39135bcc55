/* global document */
// Ticks what the touchpad did in the frame.
(() => {
  'use strict';

  /** Of the frame's sides: how near a corner is. */
  const NEAR = 0.2;
  const pad = document.getElementById('pad');
  const corners = new Set();
  const ways = new Set();

  function tick(test) {
    document.querySelector(`[data-test=${test}]`).classList.add('ticked');
  }

  pad.addEventListener('pointermove', (event) => {
    const box = pad.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    if (Math.min(x, 1 - x) > NEAR || Math.min(y, 1 - y) > NEAR) return;
    const corner = `${y < 0.5 ? 't' : 'b'}${x < 0.5 ? 'l' : 'r'}`;
    pad.querySelector(`[data-corner=${corner}]`).classList.add('ticked');
    if (corners.add(corner).size === 4) tick('corners');
  });
  pad.addEventListener('click', () => tick('left'));
  pad.addEventListener('dblclick', () => tick('double'));
  pad.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    tick('right');
  });
  pad.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      if (event.deltaY !== 0 && ways.add(Math.sign(event.deltaY)).size === 2) tick('scroll');
    },
    { passive: false },
  );
})();
