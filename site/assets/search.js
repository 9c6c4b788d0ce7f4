// Search: reads the few files of search/ that a query needs. What they hold is put into the page as text, never
// as HTML. The rules of folding and of terms are those of publishing/terms.py; a test holds both together.

const RUNS = /[a-z0-9]+|(?:(?![a-z0-9])[\p{L}\p{N}])+/gu;
const LATIN = /^[a-z0-9]/;
const PER_PAGE = 10;
const GUIDES = 2;
const MOST_ATOMS = 40;
const AROUND = 36; // characters of an excerpt before what was found
const EXCERPT = 110;

/** One character as it is read: NFKD, without marks, in lower case, simplified. */
export function folded(character, simplified) {
  const plain = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...plain].map((one) => simplified.get(one) ?? one).join("");
}

export function singular(word) {
  const one = word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
  return one.slice(0, 40);
}

/** [{text, run, whole}]: characters and Latin words; `whole` where one is all of its run. */
export function atoms(text, simplified) {
  const runs = [...text].map((one) => folded(one, simplified)).join("").match(RUNS) ?? [];
  return runs.flatMap((run, number) =>
    LATIN.test(run)
      ? [{ text: singular(run), run: number, latin: true, whole: true }]
      : [...run].map((one, _, all) => ({ text: one, run: number, latin: false, whole: all.length === 1 }))
  );
}

/**
 * What to look for: [{facet, near, terms, size}]. A document answers one by its facet or by all of its terms; it
 * half answers one whose facet is only `near`. Goods weigh more than places: better masks elsewhere than
 * something else here.
 */
export function asked(query, head, simplified) {
  const all = atoms(query, simplified).slice(0, MOST_ATOMS);
  const longest = Math.max(...Object.keys(head.words).map((words) => words.split(" ").length), 1);
  const found = [];
  let rest = [];
  const together = (some) => // the terms of neighbouring atoms
    some.flatMap((one, at) => {
      if (one.latin || one.whole) return [one.text];
      const next = some[at + 1];
      return next && next.run === one.run ? [one.text + next.text] : [];
    });
  const settle = () => {
    for (const run of new Set(rest.map((one) => one.run))) {
      const some = rest.filter((one) => one.run === run);
      let terms = together(some);
      if (!terms.length) { // one character beside a facet: as it stands there
        const at = all.indexOf(some[0]);
        terms = together(all.slice(Math.max(at - 1, 0), at + 1)).concat(together(all.slice(at, at + 2)));
        terms = terms.filter((term) => term.length > 1).slice(0, 1);
      }
      for (const term of terms) found.push({ facet: null, near: false, terms: [term], size: 1 });
    }
    rest = [];
  };
  for (let at = 0; at < all.length; ) {
    let length = Math.min(longest, all.length - at);
    for (; length > 0; length -= 1) {
      const words = all.slice(at, at + length).map((one) => one.text).join(" ");
      if (words in head.words && (length > 1 || all[at].whole)) {
        settle();
        if (head.words[words]) {
          const some = all.slice(at, at + length);
          const near = head.words[words].startsWith("~");
          const facet = head.words[words].slice(near ? 1 : 0);
          found.push({ facet, near, terms: together(some), size: facet.startsWith("c=") ? 2 : 1 });
        }
        break;
      }
    }
    if (length === 0) rest.push(all[at]);
    at += Math.max(length, 1);
  }
  settle();
  const seen = new Set();
  return found.filter((one) => {
    const key = one.facet ?? one.terms[0];
    return !seen.has(key) && seen.add(key);
  });
}

/** CRC-32 (ISO 3309), as zlib has it. */
export function crc32(text) {
  let crc = ~0;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

class Index {
  constructor(address, head, simplified) {
    this.address = address;
    this.head = head;
    this.simplified = simplified;
    this.files = new Map();
    this.width = head.widths.reduce((sum, one) => sum + one);
    const starts = head.widths.map((_, at) => head.widths.slice(0, at).reduce((sum, one) => sum + one, 0));
    this.columns = ["rank", "day", "kind", "category", "area", "identity"].map((name, at) => [
      name,
      starts[at],
      starts[at] + head.widths[at],
    ]);
  }

  static async open(address, language, simplified) {
    const [head, characters] = await Promise.all([got(`${address}${language}.json`), got(simplified)]);
    const to = [...characters.to];
    return new Index(address, head, new Map([...characters.from].map((one, at) => [one, to[at]])));
  }

  file(name) {
    if (!this.files.has(name)) {
      const wanted = got(`${this.address}${name}.json`);
      wanted.catch(() => this.files.delete(name)); // so that one may try again
      this.files.set(name, wanted);
    }
    return this.files.get(name);
  }

  async codes(term) {
    const pieces = await this.file(`t-${crc32(term) % this.head.shards}`);
    const found = new Set();
    for (const piece of pieces) {
      const codes = Object.hasOwn(piece, term) ? piece[term] : "";
      for (let at = 0; at < codes.length; at += this.width) found.add(codes.slice(at, at + this.width));
    }
    return found;
  }

  read(code) {
    const told = {};
    for (const [name, start, end] of this.columns) {
      told[name] = [...code.slice(start, end)].reduce((sum, one) => sum * 25 + this.head.digits.indexOf(one), 0);
    }
    return told;
  }

  async record(code) {
    const { kind, identity } = this.read(code);
    const guide = this.head.kinds[kind][0].startsWith("guide:");
    const name = guide ? `g-${identity % this.head.guideRecords}` : `r-${identity % this.head.records}`;
    return (await this.file(name)).filter((record) => record[0] === code);
  }

  /** The areas that lie in one, itself among them, by number. */
  within(area) {
    const keys = this.head.areas.map(([key]) => key);
    const inside = (at) => at > 0 && (keys[at] === area || inside(keys.indexOf(this.head.parents[at] || "-")));
    return new Set(keys.map((_, at) => at).filter(inside));
  }

  /** {guides, full, partly}: codes in the order to show them. */
  async search(query, narrow) {
    const groups = asked(query, this.head, this.simplified);
    const facets = Object.entries({ kind: "k", category: "c", area: "a" }).filter(([name]) => narrow[name]);
    if (!groups.length) {
      for (const [name, letter] of facets) groups.push({ facet: `${letter}=${narrow[name]}`, near: false, terms: [], size: 1 });
    }
    const answers = await Promise.all(groups.map((group) => this.answer(group)));
    const whole = groups.reduce((sum, group) => sum + group.size, 0);
    const scores = new Map();
    answers.forEach((codes, at) => {
      for (const [code, share] of codes) scores.set(code, (scores.get(code) ?? 0) + share * groups[at].size);
    });
    const passes = this.filter(narrow);
    const found = [...scores].filter(([code, score]) => passes(code) && score >= whole / 3);
    found.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const isGuide = ([code]) => this.head.kinds[this.read(code).kind][0] === this.head.guides;
    const entries = found.filter((one) => !isGuide(one));
    return {
      guides: found.filter(isGuide).filter(([, score]) => score >= whole / 2).map(([code]) => code),
      full: entries.filter(([, score]) => score === whole).map(([code]) => code),
      partly: entries.filter(([, score]) => score < whole).map(([code]) => code),
    };
  }

  /** code -> 1, or a half where it only comes near. */
  async answer({ facet, near, terms }) {
    const [byFacet, first, ...others] = await Promise.all([
      facet ? this.codes(facet) : [],
      ...terms.map((term) => this.codes(term)),
    ]);
    const found = new Map([...byFacet].map((code) => [code, near ? 0.5 : 1]));
    for (const code of first ?? []) if (others.every((codes) => codes.has(code))) found.set(code, 1);
    return found;
  }

  filter(narrow) {
    const number = (names, key) => names.findIndex(([one]) => one === key);
    const kind = narrow.kind ? number(this.head.kinds, narrow.kind) : null;
    const category = narrow.category ? number(this.head.categories, narrow.category) : null;
    const areas = narrow.area ? this.within(narrow.area) : null;
    return (code) => {
      const told = this.read(code);
      const name = this.head.kinds[told.kind]?.[0] ?? "";
      return (
        (kind === null ? !name.startsWith("guide:") || name === this.head.guides : told.kind === kind) &&
        (category === null || told.category === category) &&
        (areas === null || areas.has(told.area))
      );
    };
  }
}

async function got(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** [start, end) of everything in `text` that was asked for, by UTF-16 offsets. */
export function hits(text, query, head, simplified) {
  const origin = [];
  let plain = "";
  let at = 0;
  for (const character of text) {
    for (const one of folded(character, simplified)) {
      plain += one;
      for (let unit = 0; unit < one.length; unit += 1) origin.push([at, at + character.length]);
    }
    at += character.length;
  }
  const wanted = new Set(asked(query, head, simplified).flatMap((group) => group.terms));
  const found = [];
  for (const term of wanted) {
    const latin = LATIN.test(term);
    for (let start = plain.indexOf(term); start >= 0; start = plain.indexOf(term, start + 1)) {
      const end = start + term.length;
      if (latin && (/[a-z0-9]/.test(plain[start - 1] ?? "") || /[a-rt-z0-9]/.test(plain[end] ?? ""))) continue;
      found.push([origin[start][0], origin[end - 1][1]]);
    }
  }
  found.sort(([a], [b]) => a - b);
  const joined = [];
  for (const [start, end] of found) {
    const last = joined[joined.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

const made = (tag, name, ...children) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
};

function marked(text, found) {
  const parts = [];
  let at = 0;
  for (const [start, end] of found) {
    parts.push(text.slice(at, start), made("mark", "", text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

function excerpt(text, found) {
  const first = found.find(([start]) => start >= EXCERPT - AROUND / 2);
  const start = found.length && found[0][0] < EXCERPT - AROUND / 2 ? 0 : Math.max((first?.[0] ?? 0) - AROUND, 0);
  const end = Math.min(text.length, start + EXCERPT);
  const within = found.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a - start, b - start]);
  return [start ? "… " : "", ...marked(text.slice(start, end), within), end < text.length ? " …" : ""];
}

function row(index, say, query, record) {
  const [code, path, title, text, time, confirmed] = record;
  const told = index.read(code);
  const name = (list, at) => index.head[list][at]?.[1] ?? "";
  const find = (words) => hits(words, query, index.head, index.simplified);
  const heading = title || name("kinds", told.kind);
  const link = made("a", "", ...marked(heading, find(heading)));
  link.href = path; // of our own making: e/<id>.html or a guide's
  const done = told.rank === 5;
  const item = made("li", done ? "row done" : "row", link);
  const badges = made("span", "badges");
  if (done) badges.append(made("b", "done", say.done));
  else if (told.rank < 3) badges.append(made("b", `urgent u${3 - told.rank}`, say[`urgent${3 - told.rank}`]));
  if (time) {
    for (const one of [name("kinds", told.kind), name("categories", told.category), name("areas", told.area)]) {
      if (one) badges.append(made("b", "", one));
    }
  }
  if (badges.childElementCount) item.append(badges);
  if (text) item.append(made("span", "excerpt", ...excerpt(text, find(text))));
  if (time) {
    const at = made("time", "", time.slice(0, 16).replace("T", " "));
    at.dateTime = time;
    item.append(made("small", "", `${confirmed ? say.verified : say.approved} `, at));
  }
  return item;
}

function start(form) {
  const part = (name) => document.querySelector(`[data-${name}]`);
  const say = part("say").dataset;
  const [status, guides, entries, nothing, more] = ["status", "guides", "entries", "nothing", "more"].map(part);
  const [full, partly] = entries.querySelectorAll("ol");
  const index = () => Index.open(form.dataset.index, form.dataset.language, form.dataset.simplified);
  let opened = index(); // while one is still typing
  opened.catch(() => (opened = null));
  let asked = 0;

  const shown = async (found, query) => {
    const here = await opened;
    const records = await Promise.all(found.map((code) => here.record(code)));
    return records.flat().map((record) => row(here, say, query, record));
  };

  const guidesShown = async (codes, query, most) => { // the best part of each; called so before saying so
    const here = await opened;
    const records = (await Promise.all(codes.slice(0, most * 4).map((code) => here.record(code)))).flat();
    const called = ([, , title]) => hits(title, query, here.head, here.simplified).length > 0;
    const pages = new Map();
    for (const record of [...records.filter(called), ...records.filter((one) => !called(one))]) {
      const page = record[1].split("#")[0];
      if (!pages.has(page) && pages.size < most) pages.set(page, row(here, say, query, record));
    }
    return [...pages.values()];
  };

  async function run(push) {
    const mine = ++asked;
    const told = Object.fromEntries(new FormData(form));
    const query = told.q.trim();
    const nothingAsked = !query && !told.kind && !told.category && !told.area;
    const address = new URLSearchParams(Object.entries(told).filter(([, value]) => value));
    if (push) history.replaceState(null, "", `?${address}`);
    part("lists").hidden = !nothingAsked;
    if (nothingAsked) {
      for (const each of [guides, entries, nothing]) each.hidden = true;
      status.textContent = "";
      return;
    }
    status.textContent = say.wait;
    try {
      opened ??= index();
      const here = await opened;
      const found = await here.search(query, told);
      const onlyGuides = told.kind === here.head.guides;
      const codes = [...found.full, ...found.partly];
      const [advice, first] = await Promise.all([
        guidesShown(found.guides, query, onlyGuides ? PER_PAGE * 2 : GUIDES),
        shown(codes.slice(0, PER_PAGE), query),
      ]);
      if (mine !== asked) return;
      guides.querySelector("ol").replaceChildren(...advice);
      const show = (rows, from) => rows.forEach((one, at) => (from + at < found.full.length ? full : partly).append(one));
      full.replaceChildren();
      partly.replaceChildren();
      show(first, 0);
      let done = PER_PAGE;
      const settle = () => {
        more.hidden = done >= codes.length;
        part("partly").hidden = !partly.childElementCount || !found.full.length;
        document.dispatchEvent(new Event("linli:shown"));
      };
      more.onclick = async () => {
        const rows = await shown(codes.slice(done, done + PER_PAGE), query);
        show(rows, done);
        done += PER_PAGE;
        settle();
        rows[0]?.querySelector("a").focus();
      };
      settle();
      guides.hidden = !advice.length;
      entries.hidden = !codes.length;
      nothing.hidden = Boolean(advice.length || codes.length);
      part("lists").hidden = nothing.hidden;
      const [words, many] = found.full.length
        ? [say.found, found.full.length]
        : [codes.length ? say.foundPartly : say.found, codes.length || advice.length];
      status.textContent = nothing.hidden ? words.replace("{n}", many) : "";
    } catch {
      if (mine !== asked) return;
      opened = null;
      status.textContent = say.failed;
      part("lists").hidden = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(true);
  });
  form.addEventListener("change", (event) => event.target.name !== "q" && run(true));
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  part("without").hidden = true;
  part("narrow").hidden = false;
  run(false);
}

const form = document.querySelector("form[data-search]");
if (form) start(form);
