/* global document, localStorage, AudioContext, MutationObserver */
// Tells when a PC newly needs a person: in the title of the page, aloud for screen readers, and by a sound if wanted.
(() => {
  'use strict';

  const WANTED = 'etabli-sound';
  const title = document.title;
  const status = document.getElementById('alarm');
  const button = document.getElementById('sound');
  let known = idsOf();
  let isNew = false;
  let audio;

  /** The elements of the PCs that need a person now. */
  function idsOf() {
    const ids = document.querySelector('[data-alarm]')?.dataset.alarm ?? '';
    return new Set(ids.split(' ').filter(Boolean));
  }

  function look() {
    const now = idsOf();
    const added = [...now].filter((id) => !known.has(id));
    known = now;
    if (added.length > 0) tell(added);
    // Somebody who looks at the page has seen it.
    if (!document.hidden && added.length === 0 && document.hasFocus()) isNew = false;
    document.title = now.size === 0 ? title : `${isNew ? '● ' : ''}(${now.size}) ${title}`;
  }

  function tell(added) {
    isNew = true;
    const names = added.map((id) => rowOf(id)?.querySelector('a, .pc-title')?.textContent);
    if (status) status.textContent = `${status.dataset.words} ${names.filter(Boolean).join(', ')}`;
    sound();
  }

  const rowOf = (id) => document.querySelector(`[id^="${id}"], [data-pc^="${id}"]`);
  const isWanted = () => localStorage.getItem(WANTED) === 'on';

  /** Two short tones, made here: no file, no other site. */
  function sound() {
    if (!isWanted()) return;
    audio ??= new AudioContext();
    if (audio.state !== 'running') return void show();
    [660, 880].forEach((pitch, index) => {
      const at = audio.currentTime + index * 0.22;
      const [tone, volume] = [audio.createOscillator(), audio.createGain()];
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.2);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.21);
    });
    document.documentElement.dataset.sounded = String(
      Number(document.documentElement.dataset.sounded ?? 0) + 1,
    );
  }

  /** A browser plays nothing before somebody has pressed a button of the page: the button says so. */
  function show() {
    if (!button) return;
    const { on, off, blocked } = button.dataset;
    const isBlocked = isWanted() && audio?.state !== 'running';
    button.textContent = isBlocked ? blocked : isWanted() ? on : off;
    button.setAttribute('aria-pressed', String(isWanted() && !isBlocked));
    button.hidden = false;
  }

  button?.addEventListener('click', async () => {
    audio ??= new AudioContext();
    const isBlocked = isWanted() && audio.state !== 'running';
    if (audio.state !== 'running') await audio.resume();
    localStorage.setItem(WANTED, isWanted() && !isBlocked ? 'off' : 'on');
    show();
    sound();
  });

  if (isWanted()) {
    audio = new AudioContext();
    audio.addEventListener('statechange', show);
  }
  show();
  look();
  const live = document.getElementById('live');
  if (live)
    new MutationObserver(look).observe(live, {
      subtree: true,
      attributeFilter: ['data-alarm'],
      childList: true,
    });
  document.addEventListener('visibilitychange', look);
})();
