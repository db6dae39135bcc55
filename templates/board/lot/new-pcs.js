/* global document, Element, fetch, location, URLSearchParams, FormData */
// The first move of a new lot: scans one after another, files that are dropped, and cells that are kept as they change.
(() => {
  'use strict';

  const pcs = document.getElementById('pcs');
  const csrf = pcs.dataset.csrf;
  const shown = () => (location.search === '' ? '' : location.search);

  /** Requests are sent one after another, so that the rows shown are those after the last of them. */
  let queue = Promise.resolve();
  let pending = 0;
  function post(path, fields) {
    pending += 1;
    queue = queue.then(async () => {
      const answer = await answered(path, fields);
      if (answer.type === 'opaqueredirect') return location.reload();
      if (!answer.ok) return;
      replace(await answer.text());
    });
    queue = queue.catch(() => undefined).finally(() => (pending -= 1));
  }

  const unsent = document.getElementById('unsent');
  /** A server that is not there is asked again: nobody scans twenty PCs a second time. The same scan twice is one. */
  async function answered(path, fields) {
    for (;;) {
      try {
        const answer = await fetch(path, {
          method: 'POST',
          headers: { 'x-csrf-token': csrf, 'x-part': 'rows' },
          body: new URLSearchParams(fields),
          redirect: 'manual',
        });
        if (answer.status < 500) {
          unsent.textContent = '';
          return answer;
        }
      } catch {
        // Nothing answers.
      }
      unsent.textContent = unsent.dataset.words.replace('#', pending);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }

  // A link is followed when the server has what was typed before it.
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || pending === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void queue.then(() => location.assign(link.href));
  });

  /** What is being typed in a cell meanwhile stays, with the cursor where it is. */
  function replace(html) {
    const typed = document.activeElement;
    const kept = pcs.contains(typed) && typed.id ? { id: typed.id, value: typed.value } : undefined;
    const at = kept && typeof typed.selectionStart === 'number' ? typed.selectionStart : undefined;
    pcs.innerHTML = html;
    if (!kept) return;
    const again = document.getElementById(kept.id);
    // Its row is corrected, and only the others are shown: the next one to correct.
    if (!again) return (pcs.querySelector('[aria-invalid]') ?? document.querySelector('.go-on')).focus();
    if (kept.value !== undefined) again.value = kept.value;
    again.focus();
    if (at !== undefined) again.setSelectionRange(at, at);
  }

  const scan = document.getElementById('scan');
  scan.addEventListener('submit', (event) => {
    event.preventDefault();
    const code = scan.elements.namedItem('code');
    const text = code.value;
    code.value = '';
    code.focus();
    if (text.trim() === '') return;
    post(`/lots/new/scan${shown()}`, { code: text });
  });

  // Not at `change`: a cell whose row was drawn again while somebody typed has its text from this script.
  pcs.addEventListener('focusout', ({ target }) => {
    if (!target.name || !target.name.startsWith('c-') || target.value === target.defaultValue) return;
    post(`/lots/new/rows${shown()}`, { [target.name]: target.value });
  });
  pcs.addEventListener('submit', (event) => {
    const form = event.target;
    if (!('rows' in form.dataset)) return;
    event.preventDefault();
    const fields = new FormData(form, event.submitter ?? undefined);
    fields.delete('_csrf');
    post(form.getAttribute('action'), fields);
  });

  const problem = document.getElementById('file-problem');
  async function send(file) {
    problem.textContent = '';
    const answer = await fetch('/lots/new/file', {
      method: 'POST',
      headers: {
        'x-csrf-token': csrf,
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(file.name),
      },
      body: file,
    });
    if (answer.ok) location.assign('/lots/new');
    else problem.textContent = await answer.text();
  }
  const input = document.getElementById('file');
  input.addEventListener('change', () => {
    if (input.files[0]) void send(input.files[0]);
    input.value = '';
  });
  const drop = document.getElementById('drop');
  for (const name of ['dragenter', 'dragover'])
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add('over');
    });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) drop.classList.remove('over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    const [file] = event.dataTransfer.files;
    if (file) void send(file);
  });
})();
