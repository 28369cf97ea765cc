// What the search of the site finds, in which order. search-page.js shows it; the index (search/index.json) is made at the build.
const lfrSearch = (function () {
  "use strict";

  const { MONTHS, datesIn, folded, prepare: prepareWords, wordOf, words } = typeof module === "object" ? require("./words.js") : lfrWords;
  const { ready, suggest } = typeof module === "object" ? require("./ask.js") : lfrAsk;

  // Kinds in the words of a heading, and how much more or less a hit of a kind says.
  const KINDS = {
    answer: { one: "answer", many: "answers", heading: "Answers", weight: 1.3 },
    borough: { one: "borough", many: "boroughs", heading: "Boroughs", weight: 2 },
    place: { one: "place", many: "places", heading: "Places", weight: 1.7 },
    figure: { one: "figure", many: "figures", heading: "Figures", weight: 1.4 },
    year: { one: "calendar year", many: "calendar years", heading: "Calendar years", weight: 3 },
    deployment: { one: "deployment", many: "deployments", heading: "Deployments", weight: 0.8 },
    disclosure: { one: "disclosure", many: "disclosures", heading: "Disclosures", weight: 1.1 },
    document: { one: "document", many: "documents", heading: "Documents", weight: 1 },
    page: { one: "page or section", many: "pages and sections", heading: "Other pages", weight: 1 },
    quality: { one: "check or correction", many: "checks and corrections", heading: "Checks and corrections", weight: 0.9 },
    record: { one: "record", many: "records", heading: "Records as printed", weight: 0.9 },
  };
  // The figures that most people mean, before their parts.
  const HEADLINES = ["deployments", "faces-seen", "alerts", "true-alerts", "false-alerts", "stops", "arrests"];
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
   * `name` where they count most (the title if there is no other), `more` the others. What has a number for each year has `numbers`:
   * [year, the number in words].
   */
  function things(index) {
    const found = index.entries.map(([kind, title, address, excerpt, more, numbered]) => (
      { kind, title, address, excerpt, more: SAYS_ONLY.includes(kind) ? more : excerpt + " " + more, numbered }
    ));
    for (const force of index.figures) {
      for (const one of found) if (one.numbered && one.address.startsWith("/" + force.publisher + "/")) addNumbers(one, force);
      const addressOf = (year, anchor) => "/" + force.publisher + "/figures/" + anchor + "/" + year + "/";
      for (const [title, anchor, values] of force.measures) {
        // The newest year first: where hits are equal, their order here decides.
        [...force.years].reverse().forEach(([year, label], back) => {
          const value = values[values.length - 1 - back].at(-1);
          const shown = title + ", " + force.name + ", " + label + ": " + value;
          found.push({ kind: "figure", title: shown, address: addressOf(year, anchor), excerpt: "", name: title + " " + year, more: force.name + " " + (value.match(/\d[\d,.]*/g) || []).join(" "), weight: HEADLINES.includes(anchor) ? 1.3 : 1 });
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

  /** The numbers of a place or borough (how many deployments in each year), or of an answer (`numbered` names its measure). */
  function addNumbers(one, force) {
    const measure = typeof one.numbered === "string" && force.measures.find(([, anchor]) => anchor === one.numbered);
    if (measure) one.numbers = force.years.map(([year, label], at) => [year, measure[0] + ", " + label + ": " + measure[2][at][0]]);
    else one.numbers = force.years.map(([year, label], at) => [year, label + ": " + counted(one.numbered[at], "deployment", "deployments")]);
    one.isAnswer = Boolean(measure);
    if (!measure) one.more += " " + force.years.map(([year]) => year).join(" ");
  }

  /** The thing as it is shown: with the number of the year that is asked for. */
  function withNumber(one, years) {
    const asked = (one.numbers || []).filter(([year]) => years.includes(String(year)));
    if (!asked.length) return one;
    const said = asked.map(([, number]) => number + ". ").join("");
    return { ...one, excerpt: said + one.excerpt, address: one.isAnswer && asked.length === 1 ? one.address + "#" + asked[0][0] : one.address };
  }

  /** The engine with everything in it. `forms` has, for each word without its ending, the form of it that is written most. */
  function prepare(index, MiniSearch) {
    const all = things(index);
    const { stem, stop, askedOnly, sameAs, phrases } = prepareWords(index.words);
    const written = new Map();
    const mini = new MiniSearch({
      fields: ["name", "more"],
      tokenize: words,
      processTerm: (word) => {
        const short = stem(word);
        if (!written.has(short)) written.set(short, new Map());
        written.get(short).set(word, (written.get(short).get(word) || 0) + 1);
        return short;
      },
      searchOptions: { tokenize: (text) => text.split(" "), processTerm: stem, boost: { name: 3 }, boostDocument: (id) => KINDS[all[id].kind].weight * (all[id].weight || 1) },
    });
    mini.addAll(all);
    const forms = new Map(Array.from(written, ([short, counts]) => [short, [...counts].sort((one, other) => other[1] - one[1])[0]]));
    const said = Object.entries(phrases).map(([words, means]) => ({ said: words.split(" ").map(stem), means }));
    said.sort((one, other) => other.said.length - one.said.length);
    const engine = { all, mini, forms, stem, sameAs, phrases: said, isStop: (word) => stop.has(word) || askedOnly.has(word) };
    engine.asks = index.asks.map(({ home, answers }) => ({ home, ...ready({ words: index.words, answers }) }));
    engine.leads = index.leads.map(([words, address]) => ({ words: tellingOf(words, engine), to: all.find((one) => one.address === address) }));
    return engine;
  }

  const isYear = (word) => /^20[2-9]\d$/.test(word);

  /** The words of a question that tell something, without endings; years are no such words. */
  function tellingOf(asked, { stem, isStop }) {
    const found = (datesIn(folded(asked)).rest.match(/[a-z0-9]+/g) || []).filter((word) => !isYear(word));
    const telling = found.filter((word) => !isStop(word));
    return [...new Set((telling.length ? telling : found).map(stem))];
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

  /** How many letters must be put in, left out, replaced or swapped to make one word of another; more than `most` is not worked out. */
  function slips(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i += 1) {
      rows.push([i]);
      for (let j = 1; j <= other.length; j += 1) {
        const isSame = one[i - 1] === other[j - 1];
        let least = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (isSame ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, rows[i - 2][j - 2] + 1);
        rows[i].push(least);
      }
    }
    return rows[one.length][other.length];
  }

  /** The word of this site that is nearest to one that is not: fewest slips, then the one written most. "" where none is near. */
  function mended(word, engine) {
    const short = engine.stem(word);
    const most = short.length < 6 ? 1 : 2;
    const near = [];
    for (const [other, [form, count]] of engine.forms) {
      if (!/^[a-z]{4,}$/.test(form)) continue;
      const distance = Math.min(slips(short, other, most), slips(word, form, most));
      if (distance <= most) near.push({ form, count, distance: distance + (form[0] === word[0] ? 0 : 0.5) });
    }
    near.sort((one, other) => one.distance - other.distance || other.count - one.count || (one.form < other.form ? -1 : 1));
    return near.length ? near[0].form : "";
  }

  /** The question with each word that is not known here replaced by the nearest that is; "" where none is near. */
  function meantBy(asked, engine) {
    const plain = folded(asked);
    const said = plain.replace(/\b[a-z]{4,}\b/g, (word) => {
      const short = engine.stem(word);
      return engine.forms.has(short) || engine.sameAs.has(short) || engine.isStop(word) ? word : mended(word, engine) || word;
    });
    return said === plain ? "" : said.trim();
  }

  /** The page that a lead of the word lists (data/foi/synonyms.toml) names: all of its words are asked for, and at most one more. */
  function ledTo(telling, engine) {
    const fits = engine.leads.filter(({ words, to }) => to && words.every((word) => telling.includes(word)) && telling.length - words.length <= 1);
    return fits.sort((one, other) => other.words.length - one.words.length).map(({ to }) => to).slice(0, 1);
  }

  /** Boroughs, then places, whose name has all that is asked for. */
  function named(telling, hits, engine) {
    const isNamed = (one) => telling.every((word) => words(one.name).map(engine.stem).includes(word));
    return ["borough", "place"].flatMap((kind) => hits.filter((one) => one.kind === kind && telling.length && isNamed(one)));
  }

  /** The figure whose measure and year are asked for, and nothing else. */
  function exactly(telling, years, hits, engine) {
    const wanted = [...telling, ...years].sort().join(" ");
    const said = (one) => [...new Set(words(one.name).map(engine.stem))].sort().join(" ");
    return years.length ? hits.filter((one) => one.kind === "figure" && said(one) === wanted) : [];
  }

  /**
   * What is found: groups of one kind each, the best first, with whether only some of the words were found and what was
   * perhaps meant. First the page that the word lists name, then the figure or the borough or place of that name; where there is none,
   * the standard answers that the question box suggests.
   */
  function find(asked, engine) {
    const terms = termsOf(asked, engine);
    if (!terms.length) return { groups: [], total: 0, isPart: false, meant: "" };
    const search = (combineWith, fuzzy) => engine.mini.search(queryOf(terms, combineWith, fuzzy)).map((hit) => engine.all[hit.id]);
    const telling = tellingOf(asked, engine);
    const leads = ledTo(telling, engine);
    let hits = search("AND", false);
    let isPart = false;
    if (!hits.length && !leads.length) {
      const meant = meantBy(asked, engine);
      const result = meant ? find(meant, engine) : null;
      if (result && result.total && !result.isPart) return { ...result, meant };
      hits = search("AND", true);
    }
    if (!hits.length && terms.length > 1) {
      hits = search("OR", true);
      isPart = true;
    }
    // What was found wrong in the records comes first where it fits best, and else after everything else.
    const isQuality = (one) => one.kind === "quality";
    if (hits.length && !isQuality(hits[0])) hits = [...hits.filter((one) => !isQuality(one)), ...hits.filter(isQuality)];
    const addresses = engine.asks.flatMap((rules) => suggest(asked, rules).map((one) => rules.home + one.id + "/"));
    const suggested = addresses.map((address) => engine.all.find((one) => one.address === address)).filter(Boolean);
    const years = asked.match(/\b20[2-9]\d\b/g) || [];
    const figures = exactly(telling, years, hits, engine);
    const areas = named(telling, hits, engine);
    const found = [...new Set([...leads, ...figures, ...(areas.length ? [...areas, ...hits, ...suggested] : [...suggested, ...hits])])];
    const groups = new Map();
    for (const one of found) {
      if (!groups.has(one.kind)) groups.set(one.kind, []);
      if (groups.get(one.kind).length < MOST) groups.get(one.kind).push(withNumber(one, years));
    }
    return { groups: Array.from(groups, ([kind, items]) => ({ kind, items })), total: found.length, isPart: isPart && !suggested.length && !leads.length, meant: "" };
  }

  /** How many results there are of each kind, in words: for readers who do not see them. */
  function summary(asked, result) {
    if (!result.total) return "Nothing was found for “" + asked + "”.";
    const kinds = result.groups.map(({ kind, items }) => items.length + (items.length === MOST ? " or more " : " ") + (items.length === 1 ? KINDS[kind].one : KINDS[kind].many));
    return "Found for “" + asked + "”: " + new Intl.ListFormat("en-GB").format(kinds) + "." + (result.isPart ? " None has all of these words." : "");
  }

  return { KINDS, prepare, find, summary };
})();

if (typeof module === "object") module.exports = lfrSearch;
