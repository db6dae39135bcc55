/* global addEventListener, document, history, location */
// Moves the code of the scanned QR code from the fragment of the URL to the field.
const field = document.getElementById('code');

function fillIn() {
  const code = /^#(\d{6})$/.exec(location.hash)?.[1];
  if (field === null || code === undefined) return;
  field.value = code;
  history.replaceState(null, '', location.pathname);
}

fillIn();
addEventListener('hashchange', fillIn);
