"use strict";
(() => {
const D = JSON.parse(document.getElementById("data").textContent);
const T = D.texts, html = document.documentElement, W = D.words;
const WORDS = {
  search: ["Search", "搜索"], all: ["all", "全部"], open: ["open only", "仅未处理"], of: ["of", "/"], rows: ["rows", "行"],
  previous: ["Previous", "上一页"], next: ["Next", "下一页"], code: ["Code", "编号"], severity: ["Severity", "严重度"],
  fix: ["Fix", "处理"], place: ["Place", "位置"], object: ["Object", "对象"], message: ["What was found", "内容"],
  kind: ["Kind", "类型"], name: ["Name", "名称"], lines: ["Lines", "行数"], verdict: ["Verdict", "判定"],
  opened: ["Open issues", "未处理"], reached: ["Reached", "到达阶段"], complexity: ["Complexity", "复杂度"],
  callers: ["Callers", "被引用"], file: ["File", "文件"], nothing: ["Nothing fits.", "没有符合的内容。"],
  state: ["State", "状态"], s_open: ["open", "未处理"], s_edited: ["rewritten", "已改写"], s_suppressed: ["ignored", "已忽略"],
  s_noted: ["noted", "提示"], s_known: ["known", "已知"], fresh: ["new only", "仅新增"],
};
const lang = () => html.dataset.lang === "zh" ? 1 : 0;
const say = key => (WORDS[key] || W[key] || [key, key])[lang()];
const make = (tag, text, cls) => {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (cls) e.className = cls;
  return e;
};
const kind = name => W["kind." + name] ? W["kind." + name][lang()] : name;
const unit = key => {
  if (!lang()) return key;
  for (let at = key.length; at > 0; at = key.lastIndexOf(" ", at - 1)) {
    const known = W["kind." + key.slice(0, at)];
    if (known) return (known[1] + " " + key.slice(at + 1)).trim();
  }
  return key;
};
const rung = name => say(W["rung." + name] ? "rung." + name : name);
const pill = key => make("span", say(key), "pill " + key.replace(/ /g, "-"));

/* an issue: 0 code, 1 severity, 2 fix, 3 flags, 4 file, 5 line, 6 column, 7 unit, 8 note, 9.. values */
const fill = (template, row, keys) => template.replace(/\{(\w+)\}/g, (whole, key) => {
  const at = keys.indexOf(key), number = at < 0 ? -1 : row[9 + at];
  return number === undefined || number < 0 ? whole : T[number];
});
const message = (row, language) => {
  const code = D.codes[row[0]];
  let text = fill(code.title[language], row, code.keys);
  if (row[8] >= 0) {
    const note = fill(Object.values(code.notes)[row[8]][language], row, code.keys);
    text += language ? `（${note}）` : ` (${note})`;
  }
  return text;
};
const place = row => T[row[4]] + ":" + row[5] + ":" + row[6];
const state = row => row[3] & 4 ? "s_suppressed" : row[3] & 8 ? "s_known" : row[3] & 1 ? "s_open" : row[3] & 2 ? "s_edited" : "s_noted";
const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;

/* A table over rows that are made only when they are seen. */
class Explorer {
  constructor(root, rows, columns, filters, hay, sort) {
    Object.assign(this, {root, rows, columns, filters, hay, page: 0, sort, found: rows, size: 30, query: ""});
    this.chosen = {};
    this.hays = [[], []];
    root.textContent = "";
    this.tools = root.appendChild(make("div", "", "tools"));
    const scroll = root.appendChild(make("div", "", "scroll"));
    this.table = scroll.appendChild(make("table"));
    this.head = this.table.appendChild(make("thead"));
    this.body = this.table.appendChild(make("tbody"));
    this.pager = root.appendChild(make("div", "", "pager"));
    this.build();
    this.select();
  }
  build() {
    this.tools.textContent = "";
    const input = this.tools.appendChild(make("input"));
    input.type = "search"; input.value = this.query; input.placeholder = say("search"); input.setAttribute("aria-label", say("search"));
    let wait;
    input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(() => { this.query = input.value; this.select(); }, 120); });
    for (const filter of this.filters) {
      if (filter.check) {
        const label = this.tools.appendChild(make("label")), box = label.appendChild(make("input"));
        box.type = "checkbox"; box.checked = !!this.chosen[filter.key]; box.name = filter.key;
        box.addEventListener("change", () => { this.chosen[filter.key] = box.checked ? 1 : ""; this.select(); });
        label.append(say(filter.key));
        continue;
      }
      const list = this.tools.appendChild(make("select"));
      list.name = filter.key; list.setAttribute("aria-label", say(filter.key));
      list.append(new Option(say(filter.key) + ": " + say("all"), ""));
      for (const [value, label] of filter.options) list.append(new Option(filter.word ? say(label) : label, value));
      list.value = this.chosen[filter.key] ?? "";
      list.addEventListener("change", () => { this.chosen[filter.key] = list.value; this.select(); });
    }
    const row = make("tr");
    this.columns.forEach((column, at) => {
      const cell = row.appendChild(make("th", say(column.key), column.n ? "n" : ""));
      if (!column.sort) return;
      cell.dataset.sort = at; cell.tabIndex = 0;
      const turn = () => { this.sort = [at, this.sort && this.sort[0] === at ? -this.sort[1] : 1]; this.select(); };
      cell.addEventListener("click", turn);
      cell.addEventListener("keydown", e => { if (e.key === "Enter") turn(); });
    });
    this.head.replaceChildren(row);
  }
  text(number) {
    const made = this.hays[lang()];
    return made[number] ?? (made[number] = this.hay(this.rows[number]).toLowerCase());
  }
  select() {
    const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
    const tests = this.filters.filter(f => (this.chosen[f.key] ?? "") !== "").map(f => { const v = this.chosen[f.key]; return r => f.test(r, v); });
    this.found = this.rows.filter((r, n) => tests.every(t => t(r)) && words.every(w => this.text(n).includes(w)));
    if (this.sort) {
      const key = this.columns[this.sort[0]].sort, way = this.sort[1];
      this.found.sort((a, b) => way * compare(key(a), key(b)));
    }
    this.page = 0;
    this.show();
  }
  show() {
    for (const cell of this.head.querySelectorAll("th")) {
      cell.removeAttribute("aria-sort");
      if (this.sort && +cell.dataset.sort === this.sort[0]) cell.setAttribute("aria-sort", this.sort[1] > 0 ? "ascending" : "descending");
    }
    const from = this.page * this.size, seen = this.found.slice(from, from + this.size);
    this.body.replaceChildren(...seen.map(row => {
      const line = make("tr");
      for (const column of this.columns) {
        const cell = line.appendChild(make("td", undefined, (column.n ? "n " : "") + (column.cls || "")));
        const value = column.show(row);
        cell.append(value instanceof Node ? value : String(value));
      }
      return line;
    }));
    if (!seen.length) {
      const cell = this.body.appendChild(make("tr")).appendChild(make("td", say("nothing"), "empty"));
      cell.colSpan = this.columns.length;
    }
    const last = Math.min(from + this.size, this.found.length);
    const where = make("span", `${seen.length ? from + 1 : 0}–${last} ${say("of")} ${this.found.length}`, "where");
    const step = (key, by, off) => {
      const button = make("button", say(key));
      button.type = "button"; button.disabled = off;
      button.addEventListener("click", () => { this.page += by; this.show(); });
      return button;
    };
    this.pager.replaceChildren(where, step("previous", -1, !this.page), step("next", 1, last >= this.found.length));
  }
  again() { this.build(); this.select(); }
}

const used = (rows, at) => [...new Set(rows.map(r => r[at]))];
const listed = (rows, at) => used(rows, at).map(n => [n, T[n]]).sort((a, b) => compare(a[1], b[1]));
const numbered = (names, rows, at) => used(rows, at).sort((a, b) => a - b).map(n => [n, names[n]]);
const equal = at => (row, value) => row[at] === +value;
const link = code => {
  const a = make("a"), c = a.appendChild(make("code", code));
  a.href = "#code-" + code;
  a.addEventListener("click", () => { const card = document.getElementById("code-" + code); if (card) { card.hidden = false; card.open = true; } });
  return c && a;
};

const issues = new Explorer(document.getElementById("issue-table"), D.issues, [
  {key: "code", show: r => link(D.codes[r[0]].code), sort: r => D.codes[r[0]].code},
  {key: "severity", show: r => pill(D.severities[r[1]]), sort: r => r[1]},
  {key: "fix", show: r => pill(D.fixes[r[2]]), sort: r => r[2]},
  {key: "state", cls: "keep", show: r => say(state(r)), sort: r => state(r)},
  {key: "message", show: r => message(r, lang())},
  {key: "object", show: r => unit(T[r[7]]), sort: r => T[r[7]]},
  {key: "place", cls: "path", show: place, sort: r => T[r[4]] + String(r[5]).padStart(9, "0")},
], [
  {key: "open", check: true, test: r => r[3] & 1},
  ...(D.issues.some(r => r[3] & 8) ? [{key: "fresh", check: true, test: r => r[3] & 1 && !(r[3] & 8)}] : []),
  {key: "severity", word: true, options: numbered(D.severities, D.issues, 1), test: equal(1)},
  {key: "fix", word: true, options: numbered(D.fixes, D.issues, 2), test: equal(2)},
  {key: "code", options: D.codes.map((c, n) => [n, c.code]).sort((a, b) => compare(a[1], b[1])), test: equal(0)},
  {key: "file", options: listed(D.issues, 4), test: equal(4)},
], r => [D.codes[r[0]].code, D.codes[r[0]].name, T[r[7]], unit(T[r[7]]), place(r), message(r, lang())].join(" "), null);
issues.rows.sort((a, b) => (b[3] & 1) - (a[3] & 1) || a[1] - b[1]);
issues.hays = [[], []];
issues.select();

/* a unit: 0 file, 1 line, 2 kind, 3 name, 4 lines, 5 rows, 6 verdict, 7 open issues, 8 rung, 9 class, 10 callers */
const shown = D.units.filter(u => D.verdicts[u[6]] !== "ignored");
const units = new Explorer(document.getElementById("unit-table"), shown, [
  {key: "kind", show: r => kind(T[r[2]]), sort: r => T[r[2]]},
  {key: "name", show: r => T[r[3]] || "–", sort: r => T[r[3]].toLowerCase()},
  {key: "verdict", show: r => pill(D.verdicts[r[6]]), sort: r => r[6]},
  {key: "opened", n: true, show: r => r[7], sort: r => r[7]},
  {key: "lines", n: true, show: r => r[4], sort: r => r[4]},
  {key: "callers", n: true, show: r => r[10], sort: r => r[10]},
  {key: "complexity", show: r => T[r[9]] ? say(T[r[9]]) : "", sort: r => T[r[9]]},
  {key: "reached", show: r => rung(T[r[8]]), sort: r => T[r[8]]},
  {key: "place", cls: "path", show: r => T[r[0]] + ":" + r[1], sort: r => T[r[0]] + String(r[1]).padStart(9, "0")},
], [
  {key: "verdict", word: true, options: numbered(D.verdicts, shown, 6), test: equal(6)},
  {key: "kind", options: listed(shown, 2), test: equal(2)},
  {key: "complexity", word: true, options: listed(shown, 9).filter(o => o[1]), test: equal(9)},
  {key: "file", options: listed(shown, 0), test: equal(0)},
], r => [T[r[2]], kind(T[r[2]]), T[r[3]], T[r[0]]].join(" "), [3, -1]);

/* places of a code: made when its line is opened */
const byCode = new Map();
for (const row of D.issues) {
  const code = D.codes[row[0]].code;
  if (!byCode.has(code)) byCode.set(code, []);
  byCode.get(code).push(row);
}
const cards = [...document.querySelectorAll("details.code")];
const lists = new Map();
const openPlaces = card => {
  if (lists.has(card)) return;
  const root = card.querySelector(".places"), rows = byCode.get(card.dataset.code) || [], size = 20;
  let page = 0;
  const show = () => {
    const table = make("table"), body = table.appendChild(make("tbody"));
    for (const row of rows.slice(page * size, page * size + size)) {
      const line = body.appendChild(make("tr"));
      line.append(make("td", place(row), "path"), make("td", unit(T[row[7]])), make("td", message(row, lang())));
      line.append(make("td", say(state(row)), "keep"));
    }
    root.replaceChildren(table);
    if (rows.length <= size) return;
    const pager = root.appendChild(make("div", "", "pager"));
    pager.append(make("span", `${page * size + 1}–${Math.min(rows.length, page * size + size)} ${say("of")} ${rows.length}`, "where"));
    for (const [key, by, off] of [["previous", -1, !page], ["next", 1, (page + 1) * size >= rows.length]]) {
      const button = pager.appendChild(make("button", say(key)));
      button.type = "button"; button.disabled = off;
      button.addEventListener("click", () => { page += by; show(); });
    }
  };
  lists.set(card, show);
  show();
};
for (const card of cards) {
  card.addEventListener("toggle", () => { if (card.open) openPlaces(card); });
  if (card.open) openPlaces(card);
}
const search = document.getElementById("code-search");
search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const card of cards) {
    const text = (card.dataset.code + card.querySelector(".title").textContent).toLowerCase();
    card.hidden = !words.every(w => text.includes(w));
  }
});

const speak = to => {
  html.dataset.lang = to;
  html.lang = to === "zh" ? "zh-CN" : "en";
  search.placeholder = search.dataset.ph.split("|")[lang()];
  for (const button of document.querySelectorAll("[data-to]")) button.setAttribute("aria-pressed", button.dataset.to === to);
};
for (const button of document.querySelectorAll("[data-to]")) button.addEventListener("click", () => {
  speak(button.dataset.to);
  issues.again(); units.again();
  for (const show of lists.values()) show();
});
speak(html.dataset.lang);
document.getElementById("print").addEventListener("click", () => window.print());
const opened = [];
window.addEventListener("beforeprint", () => {
  for (const card of cards) if (!card.open && +card.dataset.open) { openPlaces(card); card.open = true; opened.push(card); }
});
window.addEventListener("afterprint", () => { for (const card of opened.splice(0)) card.open = false; });
const target = location.hash.startsWith("#code-") && document.getElementById(location.hash.slice(1));
if (target) target.open = true;
html.dataset.ready = "1";
})();
