"""The place to drop files and folders: a person sees at once what is sent, and can call it off."""

from __future__ import annotations

import json
from html import escape
from typing import Any

import gradio as gr

from assistant.ui.strings.words import Words

PAGE = """
<div class="drop" data-drop>
  <p class="drop-lead">{lead}</p>
  <div class="drop-buttons">
    <label class="drop-button first"><input type="file" multiple data-kind="files">{files}</label>
    <label class="drop-button"><input type="file" webkitdirectory data-kind="folder">{folder}</label>
  </div>
  <p class="drop-formats">{formats}</p>
  <p class="drop-said" role="status" aria-live="polite"></p>
  <button type="button" class="drop-stop" hidden>{stop}</button>
</div>
"""

SCRIPT = """
const said = WORDS, limit = LIMIT;
const part = (name) => element.querySelector(name);
const tell = (text) => { part('.drop-said').textContent = text; };
let stopped = false, busy = false;
const fill = (text, values) => text.replace(/\\{(\\w+)\\}/g, (all, key) => values[key]);
const entriesOf = async (reader) => {
  const all = [];
  for (;;) {
    const some = await new Promise((yes, no) => reader.readEntries(yes, no));
    if (!some.length) return all;
    all.push(...some);
  }
};
const walk = async (entry, before, found) => {
  if (entry.isFile) {
    const file = await new Promise((yes, no) => entry.file(yes, no));
    found.push({file, name: before + entry.name});
  } else if (entry.isDirectory) {
    for (const one of await entriesOf(entry.createReader())) await walk(one, before + entry.name + '/', found);
  }
};
const send = async (items) => {
  if (busy) return tell(said.busy);
  const wanted = items.filter((one) => !/(^|\\/)(\\.|~\\$|Thumbs\\.db$|desktop\\.ini$)/i.test(one.name));
  if (!wanted.length) return tell(said.nothing);
  busy = true; stopped = false;
  part('.drop-stop').hidden = false;
  const files = [], large = [], failed = [];
  let done = 0, next = 0;
  const one = async () => {
    while (next < wanted.length && !stopped) {
      const item = wanted[next++];
      if (item.file.size > limit) { large.push(item.name); done++; continue; }
      try {
        const kept = await upload(item.file);
        files.push({path: kept.path, name: item.name});
      } catch (error) { failed.push(item.name); }
      done++;
      tell(fill(said.sending, {done, total: wanted.length}));
    }
  };
  tell(fill(said.sending, {done, total: wanted.length}));
  await Promise.all([one(), one(), one()]);
  busy = false;
  part('.drop-stop').hidden = true;
  element.querySelectorAll('input').forEach((box) => { box.value = ''; });
  if (stopped) return tell(said.stopped);
  tell('');
  trigger('upload', {files, large, failed});
};
element.addEventListener('change', (event) => {
  const box = event.target.closest('input[type=file]');
  if (box) send([...box.files].map((file) => ({file, name: file.webkitRelativePath || file.name})));
});
element.addEventListener('click', (event) => { if (event.target.closest('.drop-stop')) stopped = true; });
const over = (event, on) => { event.preventDefault(); part('[data-drop]').classList.toggle('over', on); };
element.addEventListener('dragover', (event) => over(event, true));
element.addEventListener('dragleave', (event) => over(event, false));
element.addEventListener('drop', async (event) => {
  over(event, false);
  const found = [], entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry && one.webkitGetAsEntry());
  const loose = [...event.dataTransfer.files];
  if (entries.some(Boolean)) for (const entry of entries.filter(Boolean)) await walk(entry, '', found);
  else loose.forEach((file) => found.push({file, name: file.name}));
  send(found);
});
"""


def place(words: Words, most_mb: int) -> Any:
    """The place itself; its ``upload`` event carries ``files`` (path, name), ``large`` and ``failed`` names."""
    told = {key: words(f"drop_{key}") for key in ("busy", "nothing", "sending", "stopped")}
    keys = ("lead", "files", "folder", "formats", "stop")
    html = PAGE.format(**{key: escape(words(f"drop_{key}")) for key in keys})
    script = SCRIPT.replace("WORDS", json.dumps(told)).replace("LIMIT", str(most_mb * 2**20))
    return gr.HTML(html, js_on_load=script, elem_id="upload")
