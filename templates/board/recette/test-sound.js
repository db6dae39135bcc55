/* global AudioContext, document, requestAnimationFrame, window */
// Plays a tone on one side, and shows the level of the microphone.
(() => {
  'use strict';

  const TONE_SECONDS = 1.2;
  let sound;

  /** A rising tone, so that a crackle is heard at one pitch or another. */
  function play(pan) {
    sound ??= new AudioContext();
    void sound.resume();
    const tone = sound.createOscillator();
    const loudness = sound.createGain();
    const side = sound.createStereoPanner();
    const now = sound.currentTime;
    side.pan.value = pan;
    tone.frequency.setValueAtTime(220, now);
    tone.frequency.exponentialRampToValueAtTime(1760, now + TONE_SECONDS);
    loudness.gain.setValueAtTime(0.25, now);
    loudness.gain.linearRampToValueAtTime(0, now + TONE_SECONDS);
    tone.connect(loudness).connect(side).connect(sound.destination);
    tone.start();
    tone.stop(now + TONE_SECONDS);
  }

  for (const button of document.querySelectorAll('[data-pan]'))
    button.addEventListener('click', () => play(Number(button.dataset.pan)));

  const level = document.getElementById('level');
  const loudest = document.getElementById('loudest');
  let listening;

  function follow(analyser, samples) {
    if (listening !== analyser) return;
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // From −60 dB, a silent room, to 0.
    const value = power === 0 ? 0 : Math.max(0, Math.min(100, ((10 * Math.log10(power) + 60) * 100) / 60));
    level.value = value;
    loudest.value = Math.max(loudest.value, value);
    requestAnimationFrame(() => follow(analyser, samples));
  }

  window.testDevice(
    { audio: true },
    {
      begin(stream) {
        sound ??= new AudioContext();
        void sound.resume();
        const analyser = sound.createAnalyser();
        sound.createMediaStreamSource(stream).connect(analyser);
        listening = analyser;
        loudest.value = 0;
        follow(analyser, new Float32Array(analyser.fftSize));
        return stream.getAudioTracks()[0].label;
      },
      end() {
        listening = undefined;
        level.value = 0;
      },
    },
  );
})();
