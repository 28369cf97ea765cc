// The search of the site: /search/?q=croydon. Everything happens in the page; nothing that is typed is sent anywhere.
// The index (search/index.json, made at the build) and the engine are loaded on first use.
(function () {
  "use strict";

  const { MONTHS, datesIn, folded, prepare: prepareWords, wordOf, words } = typeof module === "object" ? require("./words.js") : lfrWords;
  const { suggest } = typeof module === "object" ? require("./ask.js") : lfrAsk;

  // Kinds in the words of a heading, and how much more or less a hit of a kind says.
  const KINDS = {
    answer: { one: "answer", many: "answers", heading: "Answers", weight: 1.3 },
    place: { one: "place", many: "places", heading: "Places", weight: 1.7 },
    borough: { one: "borough", many: "boroughs", heading: "Boroughs", weight: 1.6 },
    figure: { one: "figure", many: "figures", heading: "Figures", weight: 1.4 },
    year: { one: "calendar year", many: "calendar years", heading: "Calendar years", weight: 3 },
    deployment: { one: "deployment", many: "deployments", heading: "Deployments", weight: 0.8 },
    disclosure: { one: "disclosure", many: "disclosures", heading: "Disclosures", weight: 1.1 },
    document: { one: "document", many: "documents", heading: "Documents", weight: 1 },
    page: { one: "page or section", many: "pages and sections", heading: "Methods and other pages", weight: 1 },
    quality: { one: "check or correction", many: "checks and corrections", heading: "Checks and corrections", weight: 0.9 },
    record: { one: "record", many: "records", heading: "Records as printed", weight: 0.9 },
  };
  // The figures that most people mean, before their parts.
  const HEADLINES = ["deployments", "faces-seen", "alerts", "true-alerts", "false-alerts", "stops", "arrests"];
  const FIRST = 5; // results of a kind before “show all”
  const MOST = 60; // results of a kind at all

  function dayInWords(day) {
    return Number(day.slice(6)) + " " + MONTHS[Number(day.slice(4, 6)) - 1] + " " + day.slice(0, 4);
  }

  function counted(number, one, many) {
    return number === null ? "number of " + many + " not recorded" : number.toLocaleString("en-GB") + " " + (number === 1 ? one : many);
  }

  // Kinds whose line under the title is not searched: every place has deployments, and a date of the last one.
  const SAYS_ONLY = ["place", "borough", "year"];

  /**
   * Every thing that can be found: kind, title, address inside the site, the line shown under it; and by which words:
   * `name` where they count most (the title if there is no other), `more` the others.
   */
  function things(index) {
    const found = index.entries.map(([kind, title, address, excerpt, more]) => (
      { kind, title, address, excerpt, more: SAYS_ONLY.includes(kind) ? more : excerpt + " " + more }
    ));
    for (const force of index.figures) {
      for (const [title, anchor, values] of force.measures) {
        // The newest year first: where hits are equal, their order here decides.
        [...force.years].reverse().forEach(([year, label], back) => {
          const value = values[values.length - 1 - back];
          const shown = title + ", " + force.name + ", " + label + ": " + value;
          found.push({ kind: "figure", title: shown, address: "/" + force.publisher + "/years/" + year + "/#" + anchor, excerpt: "", name: title + " " + year, more: force.name + " " + (value.match(/\d[\d,.]*/g) || []).join(" "), weight: HEADLINES.includes(anchor) ? 1.3 : 1 });
        });
      }
    }
    for (const force of index.deployments) {
      for (const [id, day, at, printed, alerts, arrests, also] of [...force.rows].reverse()) {
        const [, place, borough] = force.places[at];
        const name = printed < 0 ? "" : "Printed as " + force.printed[printed] + ". ";
        const outcome = counted(alerts, "alert", "alerts") + ", " + counted(arrests, "arrest", "arrests") + ". ";
        found.push({
          kind: "deployment",
          title: dayInWords(day) + ", " + place,
          address: "/" + force.publisher + "/deployments/#" + id,
          excerpt: name + outcome + (borough ? "In " + borough + ". " : "") + id,
          more: [name, borough, id, also || ""].join(" "),
        });
      }
    }
    return found.map((one, id) => ({ name: one.title, ...one, id }));
  }

  /** The engine with everything in it. `forms` has, for each word without its ending, a form of it that can be shown. */
  function prepare(index, MiniSearch) {
    const all = things(index);
    const { stem, stop, askedOnly, sameAs, phrases } = prepareWords(index.words);
    const forms = new Map();
    const mini = new MiniSearch({
      fields: ["name", "more"],
      tokenize: words,
      processTerm: (word) => {
        const short = stem(word);
        if (!forms.has(short) || word.length < forms.get(short).length) forms.set(short, word);
        return short;
      },
      searchOptions: { tokenize: (text) => text.split(" "), processTerm: stem, boost: { name: 3 }, boostDocument: (id) => KINDS[all[id].kind].weight * (all[id].weight || 1) },
    });
    mini.addAll(all);
    const said = Object.entries(phrases).map(([words, means]) => ({ said: words.split(" ").map(stem), means }));
    said.sort((one, other) => other.said.length - one.said.length);
    const asks = index.asks.map((rules) => ({ ...rules, words: index.words }));
    return { all, mini, forms, asks, stem, sameAs, phrases: said, isStop: (word) => stop.has(word) || askedOnly.has(word) };
  }

  /** The terms that a hit must all have, dates first. `words` are as typed, `means` are what may stand for them. */
  function termsOf(asked, engine) {
    const { dates, rest } = datesIn(folded(asked));
    const terms = dates.map((date) => ({ words: [wordOf(date)], means: [] }));
    let left = rest.match(/[a-z0-9]+/g) || [];
    for (const { said, means } of engine.phrases) {
      const start = left.findIndex((_, at) => said.every((word, step) => at + step < left.length && engine.stem(left[at + step]) === word));
      if (start < 0) continue;
      terms.push({ words: [left.slice(start, start + said.length).join(" ")], means });
      left = [...left.slice(0, start), ...left.slice(start + said.length)];
    }
    const telling = left.filter((word) => !engine.isStop(word));
    for (const word of telling.length || terms.length ? telling : left) {
      const others = (engine.sameAs.get(engine.stem(word)) || []).filter((one) => one !== word);
      terms.push({ words: [word], means: others.map((one) => one.replace(/-/g, " ")) });
    }
    return terms;
  }

  function queryOf(terms, combineWith, fuzzy) {
    const isWord = (term) => /^[a-z]{4,}$/.test(term) || /^\d{5,}$/.test(term);
    const exactly = { prefix: isWord, fuzzy: (term) => (fuzzy && /^[a-z]{4,}$/.test(term) ? 0.25 : false) };
    const queries = terms.map((one) => ({
      combineWith: "OR",
      queries: [
        ...one.words.map((said) => ({ combineWith: "AND", queries: [said], ...exactly })),
        ...one.means.map((said) => ({ combineWith: "AND", queries: [said], prefix: false, fuzzy: false, boost: { name: 2, more: 0.5 } })),
      ],
    }));
    return { combineWith, queries };
  }

  /** The question with each word that is not known here replaced by the nearest that is; "" where none is near. */
  function meantBy(asked, engine) {
    let isChanged = false;
    const said = folded(asked).replace(/[a-z]{4,}/g, (word) => {
      if (engine.forms.has(engine.stem(word)) || engine.isStop(word)) return word;
      const [hit] = engine.mini.search(word, { fuzzy: 0.25, boostDocument: () => 1 });
      if (!hit) return word;
      isChanged = true;
      return engine.forms.get(hit.terms[0]) || hit.terms[0];
    });
    return isChanged ? said.trim() : "";
  }

  /**
   * What is found: groups of one kind each, the best first, with whether only some of the words were found and what was
   * perhaps meant. The standard answers that the question box suggests come first.
   */
  function find(asked, engine) {
    const terms = termsOf(asked, engine);
    if (!terms.length) return { groups: [], total: 0, isPart: false, meant: "" };
    let hits = engine.mini.search(queryOf(terms, "AND", false));
    let meant = "", isPart = false;
    if (!hits.length) {
      hits = engine.mini.search(queryOf(terms, "AND", true));
      meant = meantBy(asked, engine);
    }
    if (!hits.length && terms.length > 1) {
      hits = engine.mini.search(queryOf(terms, "OR", true));
      meant = meantBy(asked, engine);
      isPart = true;
    }
    const addresses = engine.asks.flatMap((rules) => suggest(asked, rules).map((one) => rules.home + one.id + "/"));
    const suggested = addresses.map((address) => engine.all.find((one) => one.address === address)).filter(Boolean);
    const found = [...suggested, ...hits.map((hit) => engine.all[hit.id]).filter((one) => !suggested.includes(one))];
    const groups = new Map();
    for (const one of found) {
      if (!groups.has(one.kind)) groups.set(one.kind, []);
      if (groups.get(one.kind).length < MOST) groups.get(one.kind).push(one);
    }
    return { groups: Array.from(groups, ([kind, items]) => ({ kind, items })), total: found.length, isPart: isPart && !suggested.length, meant };
  }

  /** How many results there are of each kind, in words: for readers who do not see them. */
  function summary(asked, result) {
    if (!result.total) return "Nothing was found for “" + asked + "”.";
    const kinds = result.groups.map(({ kind, items }) => items.length + (items.length === MOST ? " or more " : " ") + (items.length === 1 ? KINDS[kind].one : KINDS[kind].many));
    return "Found for “" + asked + "”: " + new Intl.ListFormat("en-GB").format(kinds) + "." + (result.isPart ? " None has all of these words." : "");
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { prepare, find, summary };
    return;
  }

  // -- the page --------------------------------------------------------------------------------------------------

  const form = document.querySelector("form[data-search]");
  const assets = document.currentScript.src;
  if (form) start();

  function start() {
    const input = form.querySelector("input[name=q]");
    const said = document.getElementById("search-said");
    const list = document.getElementById("search-results");
    const root = new URL("..", assets);
    let ready = null, shown = null, waiting = 0;

    function loadEngine() {
      return new Promise((done, failed) => {
        const element = document.createElement("script");
        element.src = new URL("vendor/minisearch.js", assets).href;
        element.onload = done;
        element.onerror = failed;
        document.head.append(element);
      });
    }

    // Once, on first use.
    function load() {
      if (!ready) {
        const index = fetch(form.dataset.search).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))));
        ready = Promise.all([index, loadEngine()]).then(([found]) => prepare(found, window.MiniSearch));
        ready.catch(() => { ready = null; });
      }
      return ready;
    }

    function make(name, text, ...children) {
      const element = document.createElement(name);
      element.textContent = text;
      element.append(...children);
      return element;
    }

    function item(one) {
      const link = make("a", one.title);
      link.href = new URL(one.address.slice(1), root).href;
      const line = make("li", "", link);
      if (one.excerpt) line.append(make("p", one.excerpt));
      return line;
    }

    function group({ kind, items }) {
      const heading = make("h2", KINDS[kind].heading);
      heading.id = "found-" + kind;
      const lines = items.map(item);
      const section = make("section", "", heading, make("ul", "", ...lines));
      section.setAttribute("aria-labelledby", heading.id);
      if (lines.length > FIRST) {
        lines.slice(FIRST).forEach((line) => { line.hidden = true; });
        const more = make("button", "Show all " + lines.length + " " + KINDS[kind].many);
        more.type = "button";
        more.addEventListener("click", () => {
          lines.forEach((line) => { line.hidden = false; });
          lines[FIRST].querySelector("a").focus();
          more.remove();
        });
        section.append(more);
      }
      return section;
    }

    function hint(asked, result) {
      const lines = [];
      if (result.meant) {
        const link = make("a", result.meant);
        link.href = "?q=" + encodeURIComponent(result.meant);
        lines.push(make("p", "Did you mean ", link, "?"));
      }
      if (!result.total) {
        const browse = make("a", "browse the lists below");
        browse.href = "#browse";
        lines.push(make("p", "Try fewer or other words, a place, a date such as 11/07/24, or ", browse, "."));
      }
      return lines;
    }

    async function show() {
      clearTimeout(waiting);
      const asked = input.value.trim().slice(0, 200);
      if (asked === shown) return;
      shown = asked;
      history.replaceState(null, "", location.pathname + (asked ? "?q=" + encodeURIComponent(asked) : ""));
      if (!asked) {
        said.textContent = "";
        list.replaceChildren();
        return;
      }
      if (!ready) said.textContent = "Loading the index of this site …";
      try {
        const engine = await load();
        if (asked !== shown) return; // something else was typed meanwhile
        const result = find(asked, engine);
        said.textContent = summary(asked, result);
        list.replaceChildren(...hint(asked, result), ...result.groups.map(group));
      } catch {
        shown = null;
        said.textContent = "The index could not be loaded. Try again, or browse the lists below.";
      }
    }

    input.addEventListener("focus", () => { load().catch(() => undefined); }, { once: true });
    // A short wait, so that a screen reader is not told about every letter.
    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 300); });
    form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    form.hidden = false;
    document.getElementById("search-without").hidden = true;
    input.value = new URLSearchParams(location.search).get("q") || "";
    if (input.value) show();
  }
})();
