/* global document */
// A file that is dropped anywhere on the page is verified at once. Without this script, the form does the same.
const form = document.getElementById('verify-form');
const place = document.getElementById('verify-drop');
const input = document.getElementById('verify-file');

const hasFile = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');

document.addEventListener('dragover', (event) => {
  if (!hasFile(event)) return;
  event.preventDefault();
  place.classList.add('over');
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) place.classList.remove('over');
});
document.addEventListener('drop', (event) => {
  if (!hasFile(event)) return;
  event.preventDefault();
  place.classList.remove('over');
  input.files = event.dataTransfer.files;
  if (input.files.length === 1) form.requestSubmit();
});
