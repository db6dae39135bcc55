/* global document, Event, fetch, localStorage, clearTimeout */
// The editor of a profile: what is typed in the text is checked, what is changed in the form changes the text. One
// question to the server at a time; an answer about an older text is not used.
(() => {
  'use strict';

  const TYPING_MS = 350;
  const AGAIN_MS = 5_000;
  const editor = document.getElementById('editor');
  const text = document.getElementById('text');
  const form = document.getElementById('form');
  const findings = document.getElementById('findings');
  const progress = document.getElementById('progress');
  const margin = document.querySelector('.margin');
  const csrf = editor.querySelector('input[name=_csrf]').value;
  const draftKey = `etabli-profile ${editor.dataset.profile}`;
  const first = text.value;

  /** Changes of the form that the text does not have yet: the newest value of each field. */
  let changes = new Map();
  let isTextNew = false;
  let isAsking = false;
  let hasFailed = false;
  let hasEnded = false;
  /** Something is being added or taken out: a second click must not do it twice. */
  let isActing = false;
  let timer;

  document.documentElement.classList.add('scripted');
  // The form is put into the text here: the server need not do it again.
  editor.querySelector('input[name=before]').remove();

  function drawMargin(lines) {
    const marks = new Map(lines.map(({ line, isNote }) => [line, isNote ? 'note' : 'fault']));
    const count = text.value.split('\n').length;
    const numbers = Array.from({ length: count }, (_, index) => {
      const number = document.createElement('span');
      number.textContent = String(index + 1);
      const mark = marks.get(index + 1);
      if (mark) number.className = mark;
      return number;
    });
    margin.replaceChildren(...numbers);
    margin.scrollTop = text.scrollTop;
  }

  /** Swaps the form, and leaves the person where they were: the same field, the same caret, the same open parts. */
  function drawForm(html) {
    const active = document.activeElement;
    const id = active && form.contains(active) ? active.id : '';
    const act = active && form.contains(active) ? active.dataset.act : undefined;
    const caret = id && 'selectionStart' in active ? [active.selectionStart, active.selectionEnd] : undefined;
    const folded = new Map([...form.querySelectorAll('details')].map((one) => [one.id, one.open]));
    form.innerHTML = html;
    isActing = false;
    for (const one of form.querySelectorAll('details'))
      if (folded.has(one.id)) one.open = folded.get(one.id) || one.querySelector('.wrong') !== null;
    const same = id ? document.getElementById(id) : act && form.querySelector(`[data-act="${act}"]`);
    if (!same) return;
    same.focus({ preventScroll: true });
    if (caret && caret[0] !== null) same.setSelectionRange(caret[0], caret[1]);
  }

  function wait(ms) {
    clearTimeout(timer);
    timer = setTimeout(ask, ms);
  }

  async function ask() {
    if (hasEnded || isAsking || (!isTextNew && changes.size === 0)) return;
    isAsking = true;
    const sentText = text.value;
    const sent = changes;
    changes = new Map();
    isTextNew = false;
    if (!hasFailed) progress.textContent = editor.dataset.checking;
    try {
      const body = {
        text: sentText,
        changes: [...sent].map(([id, value]) => ({ id, value })),
      };
      const answer = await fetch('/profiles/editor', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
        body: JSON.stringify(body),
        redirect: 'manual',
      });
      if (answer.type === 'opaqueredirect' || answer.status === 403) return void endSession();
      if (!answer.ok) throw new Error(String(answer.status));
      use(await answer.json(), sentText, sent);
      hasFailed = false;
      const { checking, notChecked } = editor.dataset;
      if ([checking, notChecked].includes(progress.textContent)) progress.textContent = '';
    } catch {
      // Nothing is lost: what was changed is sent again, until the server answers.
      changes = new Map([...sent, ...changes]);
      isTextNew = true;
      isActing = false;
      hasFailed = true;
      progress.textContent = editor.dataset.notChecked;
    } finally {
      isAsking = false;
    }
    if (hasEnded) return;
    if (hasFailed) wait(AGAIN_MS);
    else if (isTextNew || changes.size > 0) wait(TYPING_MS);
  }

  /** The text is kept as a draft, and is offered again after the login. */
  function endSession() {
    hasEnded = true;
    keepDraft();
    const notice = document.getElementById('ended');
    notice.hidden = false;
    notice.querySelector('a').focus();
  }

  function use(answer, sentText, sent) {
    // Somebody typed in the text meanwhile: the form is put into that text instead.
    if (text.value !== sentText) {
      changes = new Map([...sent, ...changes]);
      isTextNew = true;
      return;
    }
    if (answer.text !== sentText) {
      const { scrollTop, selectionStart } = text;
      text.value = answer.text;
      text.setSelectionRange(selectionStart, selectionStart);
      text.scrollTop = scrollTop;
      keepDraft();
    }
    findings.innerHTML = answer.findings;
    drawMargin(answer.lines);
    if (changes.size === 0) drawForm(answer.form);
  }

  function valueOf(field) {
    if (field.type !== 'checkbox') return field.value;
    const same = form.querySelectorAll(`input[data-field="${field.dataset.field}"]:checked`);
    return [...same].map(({ value }) => value).join(', ');
  }

  function keepDraft() {
    try {
      const at = new Date().toISOString();
      localStorage.setItem(
        draftKey,
        JSON.stringify({ text: text.value, basedOn: editor.dataset.basedOn, at }),
      );
      const time = new Date(at).toLocaleTimeString(document.documentElement.lang, { hourCycle: 'h23' });
      progress.textContent = `${editor.dataset.draftKept} ${time}`;
    } catch {
      progress.textContent = editor.dataset.notKept;
    }
  }

  function readDraft() {
    try {
      return JSON.parse(localStorage.getItem(draftKey));
    } catch {
      return null;
    }
  }

  function dropDraft() {
    try {
      localStorage.removeItem(draftKey);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  function offerDraft() {
    const draft = readDraft();
    if (!draft || typeof draft.text !== 'string' || draft.text === first) return;
    const notice = document.getElementById('draft');
    notice.querySelector('[data-draft-text]').textContent = editor.dataset.draftFound;
    const time = notice.querySelector('time');
    time.dateTime = draft.at;
    time.textContent = new Date(draft.at).toLocaleString(document.documentElement.lang);
    notice.querySelector('[data-draft-older]').hidden = draft.basedOn === editor.dataset.basedOn;
    notice.querySelector('[data-draft-take]').addEventListener('click', () => {
      notice.hidden = true;
      text.value = draft.text;
      text.dispatchEvent(new Event('input', { bubbles: true }));
      text.focus();
    });
    notice.querySelector('[data-draft-drop]').addEventListener('click', () => {
      notice.hidden = true;
      dropDraft();
      text.focus();
    });
    notice.hidden = false;
  }

  text.addEventListener('input', () => {
    isTextNew = true;
    drawMargin([]);
    keepDraft();
    wait(TYPING_MS);
  });
  text.addEventListener('scroll', () => (margin.scrollTop = text.scrollTop));

  form.addEventListener('input', ({ target }) => {
    if (!target.dataset.field) return;
    changes.set(target.dataset.field, valueOf(target));
    wait(TYPING_MS);
  });

  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-act]');
    if (!button) return;
    event.preventDefault();
    if (isActing) return;
    isActing = true;
    changes.set(button.dataset.act, '');
    wait(0);
  });

  /** Enter in a field is not a save: it is easily pressed by a scanner. */
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.matches('input')) event.preventDefault();
  });

  findings.addEventListener('click', ({ target }) => {
    const line = Number(target.dataset.line);
    if (!line) return;
    const lines = text.value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    text.focus();
    text.setSelectionRange(start, start + lines[line - 1].length);
    const height = text.scrollHeight / lines.length;
    text.scrollTop = Math.max(0, (line - 4) * height);
  });

  /** A save takes what stands in the form too, even when it was typed a moment ago. */
  editor.addEventListener('submit', (event) => {
    if (changes.size === 0 && !isAsking) return;
    event.preventDefault();
    const { submitter } = event;
    const retry = () => {
      if (isAsking) return void setTimeout(retry, 50);
      if (changes.size > 0 && !hasFailed) {
        clearTimeout(timer);
        void ask();
        return void setTimeout(retry, 50);
      }
      if (changes.size === 0) editor.requestSubmit(submitter);
    };
    retry();
  });

  drawMargin(JSON.parse(editor.dataset.lines));
  offerDraft();
})();
