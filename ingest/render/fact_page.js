"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const numbers = (text) => (text || "").split(/[ ,]/).filter(Boolean).map(Number);
  const rows = { fact: all("#facts li"), sentence: all("#uncovered li") };
  let language = document.documentElement.dataset.start === "en" ? 1 : 0;
  let chosen = null; // {kind: "fact" | "sentence", index}
  let moving = false;

  const word = (key) => data.words[key][language];
  const reason = (text) => (language && data.reasons[text]) || text;
  const element = (tag, text, kind) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const kindOf = (index) => data.facts[index].kind;
  const shown = (index) => !document.body.classList.contains("no-" + kindOf(index)[0]);

  // --- what is chosen ---

  const CLASSES = ["on", "onq", "onc", "onu"];
  function clear() {
    for (const name of CLASSES) all("." + name).forEach((at) => at.classList.remove(name));
    all("li[aria-current]").forEach((row) => row.removeAttribute("aria-current"));
  }

  function paint(kind, index) {
    const put = (attribute, name) =>
      all(`main [${attribute}~="${index}"]`).forEach((at) => at.classList.add(name));
    if (kind === "sentence") return put("data-u", "onu");
    put("data-c", "onc");
    put("data-q", "onq");
    put("data-v", "on");
  }

  function choose(kind, index, { scroll = true, focus = false, beside = [] } = {}) {
    clear();
    chosen = { kind, index, beside };
    paint(kind, index);
    const row = rows[kind][index];
    document.body.dataset.tab = kind === "fact" ? "facts" : "uncovered";
    pressTabs();
    row.setAttribute("aria-current", "true");
    fillPanel();
    const box = row.closest(".list");
    if (box.scrollHeight > box.clientHeight)
      box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    const link = row.querySelector("a[href]");
    const at = link && $(link.getAttribute("href").slice(1));
    if (at && focus) {
      moving = true;
      at.focus({ preventScroll: true });
      moving = false;
    }
    if (at && scroll) at.scrollIntoView({ block: "center", inline: "center" });
  }

  function close() {
    clear();
    chosen = null;
    $("panel").hidden = true;
    document.body.classList.remove("open");
    $("position").textContent = "";
  }

  // --- the panel ---

  function fillPanel() {
    const { kind, index, beside } = chosen;
    const panel = $("panel");
    const known = kind === "fact" ? data.facts[index] : data.uncovered[index];
    panel.className = kind === "fact" ? known.kind[0] : "u";
    panel.hidden = false;
    document.body.classList.add("open");
    $("panel-name").textContent = word(kind === "fact" ? known.kind : "uncovered");
    const list = $("fields");
    list.replaceChildren();
    known.fields.forEach(([key, chinese, english], place) => {
      let text = language && english !== undefined ? english : chinese;
      if (key === "reason") text = reason(text);
      list.append(element("dt", word(key)), element("dd", text, place === 0 ? "main" : ""));
    });
    const also = $("also");
    also.hidden = beside.length < 2;
    also.replaceChildren(element("span", word("here")));
    for (const other of beside.filter((i) => i !== index)) {
      const button = element("button", other + 1 + ". " + data.facts[other].fields[0][1]);
      button.addEventListener("click", () => choose("fact", other, { beside, scroll: false }));
      also.append(button);
    }
    $("position").textContent = index + 1 + " / " + rows[kind].length;
  }

  // --- moving ---

  function step(by) {
    const kind = chosen ? chosen.kind : document.body.dataset.tab === "uncovered" ? "sentence" : "fact";
    const visible = rows[kind]
      .map((row, index) => index)
      .filter((i) => !rows[kind][i].hidden && (kind === "sentence" || shown(i)));
    if (!visible.length) return;
    const now = chosen ? chosen.index : by > 0 ? -1 : Infinity;
    const next = by > 0 ? visible.find((i) => i > now) : visible.findLast((i) => i < now);
    choose(kind, next ?? (by > 0 ? visible[0] : visible.at(-1)), { focus: true });
  }

  function factsAt(mark) {
    const found = mark.dataset.n
      ? numbers(mark.dataset.n).map((n) => n - 1).concat(numbers(mark.dataset.v))
      : numbers(mark.dataset.v);
    return [...new Set([...found, ...numbers(mark.dataset.q)])].filter(shown);
  }

  function open(mark, scroll) {
    const beside = factsAt(mark);
    if (beside.length) choose("fact", beside[0], { beside, scroll });
    else if (mark.dataset.u && !document.body.classList.contains("no-u"))
      choose("sentence", numbers(mark.dataset.u)[0], { scroll });
  }

  document.querySelector("main").addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && !String(window.getSelection())) open(mark, false);
  });
  document.querySelector("main").addEventListener("focusin", (event) => {
    if (!moving && event.target.matches("mark[data-n]:focus-visible")) open(event.target, true);
  });
  for (const kind of ["fact", "sentence"]) {
    rows[kind].forEach((row, index) =>
      row.addEventListener("click", (event) => {
        event.preventDefault();
        choose(kind, index);
      }),
    );
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") return close();
    const typing = event.target.matches("input[type=search]");
    if (typing) return;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      step(event.key === "ArrowRight" ? 1 : -1);
    } else if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark[data-n]")) {
      event.preventDefault();
      open(event.target, false);
    }
  });
  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("close").addEventListener("click", close);
  $("print").addEventListener("click", () => window.print());

  addEventListener("beforeprint", clear);
  addEventListener("afterprint", () => chosen && choose(chosen.kind, chosen.index, { ...chosen, scroll: false }));

  // --- filters, search, language ---

  function pressTabs() {
    all(".tabs button").forEach((tab) =>
      tab.setAttribute("aria-pressed", String(tab.value === document.body.dataset.tab)),
    );
  }
  all(".tabs button").forEach((tab) =>
    tab.addEventListener("click", () => {
      document.body.dataset.tab = tab.value;
      pressTabs();
    }),
  );
  all(".counts input").forEach((box) =>
    box.addEventListener("change", () => {
      document.body.classList.toggle("no-" + box.value, !box.checked);
      if (chosen) close();
      countRows();
    }),
  );

  const textOf = (item) => item.fields.map((field) => field.slice(1).join(" ")).join(" ").toLowerCase();
  let waiting = 0;
  $("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  function search() {
    const wanted = $("search").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const [kind, items] of [["fact", data.facts], ["sentence", data.uncovered]])
      items.forEach((item, index) => {
        item.text ??= textOf(item);
        rows[kind][index].hidden = !wanted.every((part) => item.text.includes(part));
      });
    countRows();
  }
  function countRows() {
    const facts = rows.fact.filter((row, index) => !row.hidden && shown(index)).length;
    const sentences = rows.sentence.filter((row) => !row.hidden).length;
    $("facts-count").textContent = facts;
    $("uncovered-count").textContent = sentences;
    $("facts-none").hidden = facts > 0 || !rows.fact.length;
    $("uncovered-none").hidden = sentences > 0 || !rows.sentence.length;
  }

  function speak() {
    document.documentElement.lang = language ? "en" : "zh";
    all("[data-w]").forEach((at) => (at.textContent = word(at.dataset.w)));
    all("[data-reason]").forEach((at) => (at.textContent = reason(at.dataset.reason)));
    $("search").placeholder = word("search");
    $("search").setAttribute("aria-label", word("search"));
    if (chosen) fillPanel();
  }
  $("language").addEventListener("click", () => {
    language = 1 - language;
    speak();
  });
  if (language) speak();
  const asked = location.hash.startsWith("#fact-") && $(location.hash.slice(1));
  if (asked) choose("fact", rows.fact.indexOf(asked));
})();
