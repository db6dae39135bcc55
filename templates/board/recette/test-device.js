/* global document, navigator, window */
// Starts and stops a camera or a microphone for a test page, and says why it does not start.
window.testDevice = (wanted, page) => {
  'use strict';

  const REASONS = { NotAllowedError: 'refused', SecurityError: 'refused', NotFoundError: 'absent' };
  const start = document.getElementById('start');
  const outcome = document.getElementById('outcome');
  let stream;

  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    start.textContent = start.dataset.start;
    page.end();
  }

  async function go() {
    outcome.textContent = '';
    if (!navigator.mediaDevices) return void (outcome.textContent = outcome.dataset.insecure);
    try {
      stream = await navigator.mediaDevices.getUserMedia(wanted);
      start.textContent = start.dataset.stop;
      outcome.textContent = page.begin(stream);
    } catch (error) {
      outcome.textContent = outcome.dataset[REASONS[error.name] ?? 'inUse'];
    }
  }

  start.addEventListener('click', () => (stream ? stop() : void go()));
};
