/* global document */
// A signature drawn by finger, pen or mouse; it goes with its form as a small PNG.
(() => {
  'use strict';

  const INK = '#10203c';
  const drawn = new WeakSet();

  function pointOf(canvas, event) {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  }

  document.addEventListener('pointerdown', (event) => {
    const canvas = event.target.closest?.('.drawing canvas');
    if (!canvas) return;
    canvas.setPointerCapture(event.pointerId);
    const pen = canvas.getContext('2d');
    Object.assign(pen, { lineWidth: 4, lineCap: 'round', lineJoin: 'round', strokeStyle: INK });
    pen.beginPath();
    pen.moveTo(...pointOf(canvas, event));
    const draw = (move) => {
      pen.lineTo(...pointOf(canvas, move));
      pen.stroke();
      drawn.add(canvas);
    };
    const end = () => canvas.removeEventListener('pointermove', draw);
    canvas.addEventListener('pointermove', draw);
    canvas.addEventListener('pointerup', end, { once: true });
    canvas.addEventListener('pointercancel', end, { once: true });
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-wipe]');
    if (!button) return;
    const canvas = document.getElementById(button.dataset.wipe);
    canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
    drawn.delete(canvas);
  });

  // Before the form is read by recette.js, which listens after the capture.
  document.addEventListener(
    'submit',
    ({ target: form }) => {
      const canvas = form.querySelector('.drawing canvas');
      if (canvas)
        form.elements.drawing.value = drawn.has(canvas) ? canvas.toDataURL('image/png').split(',')[1] : '';
    },
    { capture: true },
  );
})();
