"use strict";
(() => {
const D = JSON.parse(document.getElementById("data").textContent), html = document.documentElement, W = D.words;
const WORDS = {
  change: ["change", "改动"], toReview: ["to review", "需复核"], changes: ["changes", "改动"], folded: ["unchanged lines", "行未改动"],
  left: ["lines are not in this page", "行未收入本页"], edited: ["of them changed", "行有改动"], 
  allPlaces: ["places", "处数"], nothing: ["Nothing was changed.", "没有改动。"], ignored: ["ignored", "已忽略"],
  known: ["known", "已知"],
};
const COLOUR = ["", "k", "m", "s", "n", "t"], SAME = 0, CHANGED = 1, GONE = 2, CONTEXT = 4, CHUNK = 120;
const lang = () => html.dataset.lang === "zh" ? 1 : 0;
const say = key => (WORDS[key] || W[key] || [key, key])[lang()];
const make = (tag, text, cls) => {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (cls) e.className = cls;
  return e;
};
const $ = id => document.getElementById(id);
const kind = name => W["kind." + name] ? W["kind." + name][lang()] : name;

/* a row: 0 kind, 1 source line, 2 target line, 3 pieces, 4 pieces; a piece: colour + 16 * edit, text
   an edit: 0 code, 1 issue; an issue: 0 code, 1 severity, 2 fix, 3 flags, 4 line, 5 English, 6 Chinese
   a unit: 0 first line, 1 last line, 2 kind, 3 name, 4 verdict, 5 edits, 6 open issues */
for (const file of D.files) {
  file.open = file.issues.reduce((sum, issue) => sum + (issue[3] & 1), 0);
  file.changed = 0;
  let before = SAME;
  for (const row of file.rows) { if (row[0] === CHANGED && before !== CHANGED) file.changed++; before = row[0]; }
}
/* a file with its places, which are looked up when they are asked for: a page holds many files */
const ready = file => {
  if (file.rowOf) return file;
  file.rowOf = new Map();
  file.rows.forEach((row, n) => { if (row[0] !== GONE && row[1]) file.rowOf.set(row[1], n); });
  const near = line => { while (line > 0 && !file.rowOf.has(line)) line--; return file.rowOf.get(line) ?? 0; };
  file.noted = new Map();
  file.reviews = [];
  file.issues.forEach((issue, n) => {
    const at = near(issue[4]);
    if (!file.noted.has(at)) file.noted.set(at, []);
    file.noted.get(at).push(n);
    if (issue[3] & 1) file.reviews.push([at, n]);
  });
  file.reviews.sort((a, b) => a[0] - b[0]);
  file.changes = [];
  file.rows.forEach((row, n) => { if (row[0] === CHANGED && (!n || file.rows[n - 1][0] !== CHANGED)) file.changes.push(n); });
  return file;
};
const editsOf = row => {
  const found = new Set();
  for (const side of row.slice(3)) for (let i = 0; i < side.length; i += 2) if (side[i] >= 16) found.add((side[i] >> 4) - 1);
  return [...found];
};
const reasonsOf = (file, n) => {
  const issues = new Set(file.noted.get(n) || []), bare = new Set();
  if (file.rows[n][0] === CHANGED) for (const e of editsOf(file.rows[n])) {
    const edit = file.edits[e];
    if (edit[1] >= 0) issues.add(edit[1]); else bare.add(edit[0]);
  }
  for (const i of issues) bare.delete(file.issues[i][0]);
  return [[...issues], [...bare]];
};

let file = null, chunks = [], items = [], itemOf = new Map(), opened = new Set(), at = -1, unfolded = new Set();
const code = $("code");

/* what is shown: rows, and folds over unchanged ones */
const layout = () => {
  items = []; itemOf = new Map();
  const keep = new Uint8Array(file.rows.length);
  file.rows.forEach((row, n) => {
    if (row[0] === SAME && !file.noted.has(n)) return;
    for (let k = Math.max(0, n - CONTEXT); k <= Math.min(file.rows.length - 1, n + CONTEXT); k++) keep[k] = 1;
  });
  for (let n = 0; n < file.rows.length; n++) {
    if (keep[n] || unfolded.has(n)) { itemOf.set(n, items.length); items.push([n, n + 1]); continue; }
    let end = n;
    while (end < file.rows.length && !keep[end] && !unfolded.has(end)) end++;
    if (end - n < 4) { for (let k = n; k < end; k++) { itemOf.set(k, items.length); items.push([k, k + 1]); } }
    else { for (let k = n; k < end; k++) itemOf.set(k, items.length); items.push([n, end, 1]); }
    n = end - 1;
  }
};
const side = (cell, flat) => {
  for (let i = 0; i < flat.length; i += 2) {
    const edit = flat[i] >> 4, cls = COLOUR[flat[i] & 15];
    if (edit) {
      const mark = make("mark", flat[i + 1], cls);
      mark.dataset.edit = edit - 1;
      cell.append(mark);
    } else cell.append(cls ? make("span", flat[i + 1], cls) : flat[i + 1]);
  }
};
const chip = (c, fix, quiet, n) => {
  const button = make("button", D.codes[c].code, "chip " + (quiet ? "quiet" : D.fixes[fix]));
  button.type = "button";
  button.title = D.codes[c].title[lang()];
  button.addEventListener("click", () => toggle(n));
  return button;
};
const rowOf = n => {
  const row = file.rows[n], line = make("tr", undefined, row[0] === CHANGED ? "c" : "");
  line.dataset.row = n;
  if (row[0] === GONE) {
    line.className = "fold gone";
    const text = `⋯ ${row[1]} ${say("left")}` + (row[2] ? ` (${row[2]} ${say("edited")})` : "");
    line.appendChild(make("td", text)).colSpan = 5;
    return line;
  }
  const old = make("td", undefined, row[1] ? "old" : "gone"), made = make("td", undefined, row[2] ? "new" : "gone");
  side(old, row[3]);
  side(made, row[row[0] === CHANGED ? 4 : 3]);
  const why = make("td", undefined, "why"), [issues, bare] = reasonsOf(file, n), seen = new Set();
  for (const i of issues) {
    const issue = file.issues[i], quiet = !!(issue[3] & 12) || (!(issue[3] & 3)), key = issue[0] + ":" + issue[2] + quiet;
    if (!seen.has(key)) why.append(chip(issue[0], issue[2], quiet, n));
    seen.add(key);
  }
  for (const c of bare) why.append(chip(c, D.codes[c].fix, false, n));
  line.append(make("td", row[1] || "", "no"), old, make("td", row[2] || "", "no"), made, why);
  return line;
};
const reasonRow = n => {
  const line = make("tr", undefined, "reason"), cell = line.appendChild(make("td")), [issues, bare] = reasonsOf(file, n), seen = new Set();
  cell.colSpan = 5;
  line.dataset.of = n;
  const add = (c, severity, fix, text) => {
    if (seen.has(c + text)) return;
    seen.add(c + text);
    const p = cell.appendChild(make("p")), link = p.appendChild(make("a", D.codes[c].code));
    link.href = "#code-" + D.codes[c].code;
    if (severity !== null) p.append(make("span", say(D.severities[severity]), "pill " + D.severities[severity]));
    p.append(make("span", say(D.fixes[fix]), "pill " + D.fixes[fix]), make("span", text));
  };
  for (const i of issues) { const x = file.issues[i]; add(x[0], x[1], x[2], x[5 + lang()] + (x[3] & 12 ? ` [${say(x[3] & 4 ? "ignored" : "known")}]` : "")); }
  for (const c of bare) add(c, null, D.codes[c].fix, D.codes[c].title[lang()]);
  return line;
};
const shownReason = n => (file.noted.get(n) || []).some(i => file.issues[i][3] & 1) !== opened.has(n);
const itemRows = item => {
  if (item[2]) {
    const line = make("tr", undefined, "fold"), cell = line.appendChild(make("td", `⋯ ${item[1] - item[0]} ${say("folded")}`));
    cell.colSpan = 5;
    line.addEventListener("click", () => {
      const top = line.getBoundingClientRect().top;
      for (let k = item[0]; k < item[1]; k++) unfolded.add(k);
      draw();
      ensure(item[0]);
      const first = code.querySelector(`tr[data-row="${item[0]}"]`);
      if (first) window.scrollBy(0, first.getBoundingClientRect().top - top);
    });
    return [line];
  }
  const n = item[0], rows = [rowOf(n)];
  if (shownReason(n) && reasonsOf(file, n).some(x => x.length)) rows.push(reasonRow(n));
  return rows;
};
const fillChunk = chunk => {
  if (chunk.done) return;
  chunk.done = true;
  chunk.body.replaceChildren(...items.slice(chunk.from, chunk.to).flatMap(itemRows));
};
const watch = new IntersectionObserver(seen => {
  for (const entry of seen) if (entry.isIntersecting) fillChunk(chunks[+entry.target.dataset.chunk]);
}, {rootMargin: "1200px"});
const draw = () => {
  layout();
  watch.disconnect();
  for (const body of [...code.tBodies]) body.remove();
  chunks = [];
  for (let from = 0; from < items.length; from += CHUNK) {
    const body = code.appendChild(make("tbody")), to = Math.min(items.length, from + CHUNK);
    body.dataset.chunk = chunks.length;
    const space = body.appendChild(make("tr"));
    space.style.height = 20 * (to - from) + "px";
    chunks.push({body, from, to, done: false});
    watch.observe(body);
  }
  if (chunks.length) fillChunk(chunks[0]);
};
const ensure = n => {
  const number = Math.floor((itemOf.get(n) ?? 0) / CHUNK);
  for (const k of [number - 1, number, number + 1]) if (chunks[k]) fillChunk(chunks[k]);
};
const redraw = n => {
  const chunk = chunks[Math.floor((itemOf.get(n) ?? 0) / CHUNK)];
  if (chunk) { chunk.done = false; fillChunk(chunk); }
};
const toggle = n => { opened.has(n) ? opened.delete(n) : opened.add(n); redraw(n); mark(at); };
const mark = n => {
  for (const line of code.querySelectorAll("tr.at")) line.classList.remove("at");
  const line = code.querySelector(`tr[data-row="${n}"]`);
  if (line) line.classList.add("at");
  return line;
};
code.addEventListener("click", e => {
  const found = e.target.closest("mark");
  if (!found) return;
  for (const lit of code.querySelectorAll("mark.lit")) lit.classList.remove("lit");
  const n = +found.closest("tr").dataset.row;
  if (!shownReason(n)) toggle(n);
  for (const other of code.querySelectorAll(`mark[data-edit="${found.dataset.edit}"]`)) other.classList.add("lit");
});
const go = (number, n) => {
  if (D.files[number] !== file) open(number);
  if (n === undefined) { window.scrollTo(0, 0); return; }
  if (items[itemOf.get(n)]?.[2]) { const [from, to] = items[itemOf.get(n)]; for (let k = from; k < to; k++) unfolded.add(k); draw(); }
  at = n;
  ensure(n);
  const line = mark(n);
  if (line) line.scrollIntoView({block: "center"});
  const row = file.rows[n];
  history.replaceState(null, "", `#f${number + 1}-l${row[1] || ""}`);
  where();
};

/* steps through all files */
const counted = key => { let sum = 0; return D.files.map(f => { const before = sum; sum += f[key]; return before; }); };
const before = {changes: counted("changed"), reviews: counted("open")};
const sum = {changes: 0, reviews: 0};
for (const f of D.files) { sum.changes += f.changed; sum.reviews += f.open; }
const rowAt = entry => Array.isArray(entry) ? entry[0] : entry;
const step = (key, way) => {
  let number = D.files.indexOf(file), list = file[key], k;
  if (way > 0) k = list.findIndex(e => rowAt(e) > at);
  else { k = list.length - 1; while (k >= 0 && rowAt(list[k]) >= at) k--; }
  while (k < 0) {
    number += way;
    if (number < 0 || number >= D.files.length) return;
    list = ready(D.files[number])[key];
    k = way > 0 ? (list.length ? 0 : -1) : list.length - 1;
  }
  go(number, rowAt(list[k]));
};
const where = () => {
  const number = D.files.indexOf(file);
  for (const [key, id, name] of [["changes", "change", "change"], ["reviews", "review", "toReview"]]) {
    const done = file ? before[key][number] + file[key].filter(e => rowAt(e) <= at).length : 0;
    $(id + "-at").textContent = `${say(name)} ${done} / ${sum[key]}`;
    $(id + "-back").disabled = $(id + "-on").disabled = !sum[key];
  }
};

const heading = () => {
  const root = $("head");
  root.replaceChildren(make("h1", file.name));
  const facts = [file.encoding, `${say("changes")}: ${file.changes.length}`, `${say("toReview")}: ${file.open}`];
  root.append(make("p", facts.join(" · ")));
};
const cards = () => {
  const places = new Map();
  file.rows.forEach((row, n) => {
    const [issues, bare] = row[0] === GONE ? [[], []] : reasonsOf(file, n);
    for (const c of new Set([...issues.map(i => file.issues[i][0]), ...bare])) {
      if (!places.has(c)) places.set(c, []);
      places.get(c).push(n);
    }
  });
  const sorted = [...places].sort((a, b) => D.codes[a[0]].code < D.codes[b[0]].code ? -1 : 1);
  $("codes").hidden = !sorted.length;
  $("cards").replaceChildren(...sorted.map(([c, rows]) => {
    const page = D.codes[c], card = make("div", undefined, "card"), number = D.files.indexOf(file);
    card.id = "code-" + page.code;
    card.append(make("b", page.code), page.title[lang()], make("span", `${say("allPlaces")}: ${rows.length}`, "count"));
    if (page.text[lang()]) card.append(make("p", page.text[lang()]));
    const list = card.appendChild(make("div", undefined, "places"));
    for (const n of rows.slice(0, 40)) {
      const button = list.appendChild(make("button", String(file.rows[n][1] || "+" + file.rows[n][2])));
      button.type = "button";
      button.addEventListener("click", () => go(number, n));
    }
    if (rows.length > 40) list.append(make("span", `+ ${rows.length - 40}`, "count"));
    return card;
  }));
};
const tree = () => {
  const words = $("find").value.toLowerCase().split(/\s+/).filter(Boolean), only = $("only").checked, out = [];
  const fits = text => words.every(w => text.toLowerCase().includes(w));
  D.files.forEach((f, number) => {
    const units = f.units.filter(u => (!only || u[6]) && (fits(f.name) || fits(u[3] + " " + u[2])));
    if (!units.length && !(fits(f.name) && !only)) return;
    const head = make("button", undefined, "file" + (f === file ? " now" : ""));
    head.type = "button";
    head.title = f.name;
    head.append(make("span", f.name), make("span", f.open || f.changed || "", "count" + (f.open ? " open" : "")));
    head.addEventListener("click", () => go(number));
    out.push(head);
    if (f !== file && !(words.length && units.length < 30)) return;
    for (const u of units.slice(0, 400)) {
      const button = make("button", undefined, "unit"), what = make("span", undefined, "what");
      button.type = "button";
      button.title = u[3];
      what.append(make("i", kind(u[2])), u[3] || `${u[0]}`);
      button.append(make("span", "", "dot " + D.verdicts[u[4]]), what, make("span", u[6] || u[5] || "", "count" + (u[6] ? " open" : "")));
      button.addEventListener("click", () => go(number, ready(f).rowOf.get(u[0]) ?? 0));
      out.push(button);
    }
    if (units.length > 400) out.push(make("div", `+ ${units.length - 400}`, "count"));
  });
  $("tree").replaceChildren(...out);
};
const open = number => {
  file = ready(D.files[number]);
  at = -1;
  opened = new Set(); unfolded = new Set();
  draw(); heading(); cards(); tree(); where();
};

const speak = to => {
  html.dataset.lang = to;
  html.lang = to === "zh" ? "zh-CN" : "en";
  $("find").placeholder = $("find").dataset.ph.split("|")[lang() ? 1 : 0];
  for (const button of document.querySelectorAll("[data-to]")) button.setAttribute("aria-pressed", button.dataset.to === to);
};
for (const button of document.querySelectorAll("[data-to]")) button.addEventListener("click", () => {
  speak(button.dataset.to);
  if (!file) return;
  draw(); heading(); cards(); tree(); where(); ensure(at); mark(at);
});
$("print").addEventListener("click", () => window.print());
window.addEventListener("beforeprint", () => chunks.forEach(fillChunk));
let wait;
$("find").addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(tree, 120); });
$("only").addEventListener("change", tree);
const keys = {j: ["changes", 1], k: ["changes", -1], n: ["reviews", 1], p: ["reviews", -1]};
for (const [id, key, way] of [["change-on", "changes", 1], ["change-back", "changes", -1], ["review-on", "reviews", 1], ["review-back", "reviews", -1]])
  $(id).addEventListener("click", () => step(key, way));
document.addEventListener("keydown", e => {
  if (e.target.tagName === "INPUT" || e.ctrlKey || e.metaKey || e.altKey || !file) return;
  const found = keys[e.key];
  if (found) step(...found);
});
speak(html.dataset.lang);
if (D.files.length) {
  const asked = /^#f(\d+)-l(\d*)$/.exec(location.hash), wanted = asked ? +asked[1] - 1 : 0;
  const first = D.files.findIndex(f => f.open);
  const number = D.files[wanted] && asked ? wanted : Math.max(0, first >= 0 ? first : D.files.findIndex(f => f.changed));
  open(number);
  if (asked && asked[2]) go(number, file.rowOf.get(+asked[2]) ?? 0);
} else $("head").append(make("p", say("nothing"), "empty"));
html.dataset.ready = "1";
})();
