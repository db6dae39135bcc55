/* global document, MutationObserver */
// Ticks several PCs of a lot: a range with Shift, all of them at once; ticks stay when the page updates itself.
(() => {
  'use strict';

  const live = document.getElementById('live');
  const count = document.getElementById('ticked');
  const ticked = new Set();
  let last;

  const boxes = () => [...live.querySelectorAll('input[name="pc"]')];
  const all = () => document.getElementById('tick-all');

  function show() {
    const own = boxes();
    for (const box of own) box.checked = ticked.has(box.value);
    const on = own.filter((box) => box.checked).length;
    count.textContent = String(on);
    const whole = all();
    if (!whole) return;
    whole.checked = on > 0 && on === own.length;
    whole.indeterminate = on > 0 && on < own.length;
  }

  function set(box, isOn) {
    if (isOn) ticked.add(box.value);
    else ticked.delete(box.value);
  }

  // A click of the keyboard's space bar is one too, and also says whether Shift is held.
  live.addEventListener('click', (event) => {
    const box = event.target;
    if (box === all()) {
      for (const each of boxes()) set(each, box.checked);
      return show();
    }
    if (box.name !== 'pc') return;
    const own = boxes();
    const from = own.findIndex(({ value }) => value === last);
    const to = own.indexOf(box);
    const [first, end] = event.shiftKey && from >= 0 ? [Math.min(from, to), Math.max(from, to)] : [to, to];
    for (const each of own.slice(first, end + 1)) set(each, box.checked);
    last = box.value;
    show();
  });

  new MutationObserver(show).observe(live, { attributes: true, childList: true, subtree: true });
  for (const box of boxes()) set(box, box.checked);
  show();
})();
