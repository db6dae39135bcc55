/* global addEventListener, document, history, location */
// The code that was scanned from the PC's screen stands in the fragment: it goes into the field, and out of the address.
const field = document.getElementById('code');

function take() {
  const code = /^#(\d{6})$/.exec(location.hash)?.[1];
  if (field === null || code === undefined) return;
  field.value = code;
  history.replaceState(null, '', location.pathname);
}

take();
addEventListener('hashchange', take);
