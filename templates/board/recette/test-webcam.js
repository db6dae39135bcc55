/* global document, window */
(() => {
  'use strict';

  const picture = document.getElementById('picture');
  window.testDevice(
    { video: { width: { ideal: 1920 }, height: { ideal: 1080 } } },
    {
      begin(stream) {
        picture.srcObject = stream;
        picture.hidden = false;
        const [track] = stream.getVideoTracks();
        const { width, height } = track.getSettings();
        return `${track.label} – ${width} × ${height}`;
      },
      end() {
        picture.srcObject = null;
        picture.hidden = true;
      },
    },
  );
})();
