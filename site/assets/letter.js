// Puts a letter together from fragments.json, function by function as scripts/lfr/letters/letter.py does: a change here is a change
// there, and a test compares the two. letter-questions.js makes the choices, letter-form.js shows the letter in the page.
const Letter = (() => {
  "use strict";

  const questionsOf = typeof require === "function" ? require("./letter-questions.js") : LetterQuestions;
  const { OPEN, counted, saidOf, replyOf, sayDay, sayList, sayNumbered, sectionOf, limbsOf, distinct, isNeither, resolved } = questionsOf;
  const TO_FILL = /\[\[TO FILL: .*?\]\]/g;
  const byNumber = (one, other) => parseInt(one, 10) - parseInt(other, 10) || (one < other ? -1 : one > other ? 1 : 0);
  const sayCount = (count) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} deployment${count === 1 ? "" : "s"}`;

  /** The values of each key, keys and values in the order in which they come. */
  function grouped(pairs) {
    const found = new Map();
    for (const [key, value] of pairs) found.set(key, [...(found.get(key) || []), value]);
    return found;
  }

  class Draft {
    constructor(fragments, values) {
      this.fragments = fragments;
      this.values = values;
      this.blocks = [];
    }

    fill(template, more = {}) {
      return template.replace(/<<([a-z_]+)>>/g, (_, name) => more[name] || this.values[name] || `[[TO FILL: ${this.fragments.to_fill[name]}]]`);
    }

    say(name, more) { return this.fill(this.fragments.wording[name], more); }
    heading(level, name, more) { this.blocks.push({ kind: "heading", level, text: this.say(name, more) }); }
    paragraph(text) { if (text) this.blocks.push({ kind: "paragraph", text }); }

    paragraphs(name, more) {
      for (const template of this.fragments.wording[name].trim().split("\n\n")) this.paragraph(this.fill(template, more));
    }

    listed(items, name) {
      if (items.length && name) this.paragraphs(name);
      if (items.length) this.blocks.push({ kind: "list", items: distinct(items) });
    }

    address(text) { return text.startsWith("/") ? this.fill("<<base_address>>").replace(/\/+$/, "") + text : text; }
  }

  // -- the letter ----------------------------------------------------------------------------------------------

  function compose(fragments, choices) {
    const values = { ...fragments.settings };
    for (const [name, text] of Object.entries(choices.values)) {
      if (text) values[name] = fragments.known.dates.includes(name) ? sayDay(text) : text;
    }
    const letter = new Draft(fragments, values);
    const questions = choices.questions.map((one, i) => resolved(letter, i + 1, one));
    opening(letter, questions, choices);
    decision(letter, questions);
    letter.heading(2, "response_heading");
    const responses = new Draft(fragments, values);
    for (const one of questions) response(responses, one);
    aboutFigures(letter, questions, plainText(responses.blocks));
    outside(letter, questions);
    letter.blocks.push(...responses.blocks);
    reasons(letter, questions);
    ending(letter, questions);
    return letter.blocks;
  }

  function opening(letter, questions, choices) {
    letter.heading(1, "title");
    letter.paragraphs("opening");
    letter.heading(2, "asked_heading");
    if (choices.request) {
      for (const line of choices.request.split("\n").map((text) => text.trim()).filter(Boolean)) letter.blocks.push({ kind: "quote", text: line });
      letter.paragraphs("divided");
    }
    for (const one of questions) letter.blocks.push({ kind: "question", number: one.number, text: one.asked });
    const years = distinct(questions.flatMap((one) => one.askedYears)).sort();
    if (years.length) letter.paragraphs("period", { years: sayList(years) });
    if (!choices.request && choices.questions.some((one) => one.is_paraphrase || !one.asked)) letter.paragraphs("paraphrase");
  }

  function decision(letter, questions) {
    letter.heading(2, "decision_heading");
    const decided = grouped(questions.map((one) => [sayDecision(letter, one), one.number]));
    const items = [...decided].map(([text, numbers]) => letter.say("decision_item", { questions: sayNumbered("Question", numbers), decision: text }));
    const gaps = distinct(questions.flatMap((one) => one.outside));
    letter.listed(gaps.length ? [...items, letter.say("outside_item", { gaps: sayList(gaps) })] : items);
    const applied = new Map([...engaged(questions)].map(([cited, numbers]) => [cited, letter.say("engaged", {
      cited, title: letter.fragments.sections[sectionOf(cited)].title, questions: sayNumbered("question", numbers),
    })]));
    applied.set("16", letter.say("engaged_16"));
    const refusing = grouped(questions.filter((one) => one.sections.length).map((one) => [sayNumbered("section", one.sections), one.number]));
    if (refusing.size) {
      const parts = [...refusing].map(([sections, numbers]) => `${sayNumbered("question", numbers)} (${sections})`);
      letter.paragraphs("notice", { parts: sayList(parts) });
      applied.set("17", letter.say("engaged_17"));
    }
    letter.heading(2, "engaged_heading");
    letter.listed([...applied.keys()].sort(byNumber).map((cited) => applied.get(cited)));
  }

  const allCounted = (one) => one.answers.flatMap((answer) => counted(one, answer));

  function sayDecision(letter, one) {
    const others = one.sections.filter((cited) => sectionOf(cited) !== "21");
    const sections = one.sections.length ? sayNumbered("section", one.decision === "disclosed in part" ? others : one.sections) : "";
    let text = letter.fill(letter.fragments.decisions[one.decision], { sections });
    const figures = allCounted(one);
    if (one.decision === "already published" && figures.length) text = letter.say("figures_and_list", { decision: text });
    const isWhole = !one.outside.length && !one.rows && figures.every(([, found]) => found.is_held);
    return isWhole || !one.gives ? text : letter.say("as_far_as_covered", { decision: text });
  }

  function engaged(questions) {
    const found = grouped(questions.flatMap((one) => one.sections.map((cited) => [cited, one.number])));
    return new Map([...found].sort(([one], [other]) => byNumber(one, other)));
  }

  const isShown = (one) => one.gives || one.decision === OPEN;

  function aboutFigures(letter, questions, said) {
    const shown = questions.filter(isShown);
    const all = shown.flatMap(allCounted);
    const named = shown.flatMap((one) => saidOf(one).flatMap((answer) => answer.years_named[replyOf(one)]));
    const used = [...named, ...shown.flatMap((one) => one.used)];
    if (!used.length) return;
    const years = letter.fragments.years.filter((year) => used.includes(year.year));
    linked(letter, "records", years.flatMap((year) => year.records));
    letter.paragraphs("counted");
    if (letter.fragments.known.corrected.some((mark) => said.includes(mark))) {
      letter.paragraphs("corrected", { address: letter.address(letter.fragments.corrections) });
    }
    const showing = shown.filter((one) => one.used.length);
    if (showing.some((one) => one.chosen.borough || titlesOf(letter, one).includes(letter.fragments.borough_title))) {
      letter.paragraphs("boroughs", { address: letter.address(letter.fragments.boroughs_method) });
    }
    const lookedUp = showing.filter((one) => titlesOf(letter, one).includes(letter.fragments.borough_title));
    const within = lookedUp.flatMap((one) => (one.rows || letter.fragments.rows).filter((row) => one.used.includes(row.year)));
    const unknown = atPlaces(letter, within.filter((row) => !row.borough));
    if (unknown) letter.paragraphs("borough_unknown", { places: unknown });
    const shared = atPlaces(letter, within.filter((row) => row.borough && letter.fragments.places[row.place].also_in.length), "also");
    if (shared) letter.paragraphs("borough_two", { places: shared });
    const partial = years.filter((year) => year.is_partial && all.some(([other]) => other.year === year.year)).map((year) => year.said);
    if (partial.length) letter.paragraphs("partial_year", { labels: sayList(partial) });
  }

  function outside(letter, questions) {
    const numbers = grouped(questions.flatMap((one) => one.outside.map((text) => [text, one.number])));
    if (!numbers.size) return;
    letter.heading(3, "outside_heading");
    letter.listed([...numbers].map(([gap, asked]) => letter.say("outside", { gap, questions: sayNumbered("Question", asked) })));
  }

  function response(letter, one) {
    letter.heading(3, "question_heading", { number: String(one.number) });
    letter.paragraph(one.asked);
    const isOpen = one.decision === OPEN;
    letter.paragraphs(isOpen ? "decision_open" : "decision_line", { decision: sayDecision(letter, one) });
    for (const name of ofDecision(letter, one)) letter.paragraphs(name, { withheld: one.chosen.withheld });
    if (!isShown(one)) return;
    if (!one.isCovered || (one.rows && one.outside.length && one.years.length)) {
      letter.paragraphs(one.chosen.use_case ? "not_covered_use_case" : "not_covered", { gaps: sayList(one.outside) });
    }
    const answers = saidOf(one);
    for (const answer of answers) say(letter, one, answer);
    let pointed = answers.map((answer) => pointers(letter, one, answer));
    if (one.rows && one.isCovered) {
      rowTable(letter, one);
      const shared = atPlaces(letter, one.shared);
      if (shared) letter.paragraphs("borough_shared", { places: shared, name: one.chosen.borough });
      pointed = [["pointer_list", addressesOfRows(letter, one)]];
    }
    for (const [name, found] of grouped(pointed)) letter.listed(found.flat(), name);
    const documents = one.rows ? [] : one.answers.filter((answer) => !answer.by_year).flatMap((answer) => answer.documents);
    linked(letter, "documents", documents.filter((link) => link.address));
    const without = distinct(documents.filter((link) => !link.address).map((link) => link.text));
    if (without.length) letter.paragraphs("documents_open", { titles: without.join("; ") });
    const isPointed = documents.length || pointed.some(([, items]) => items.length);
    if (one.decision === "already published" && !isPointed) letter.paragraphs("pointer_open");
  }

  function ofDecision(letter, one) {
    const known = letter.fragments.known.decisions[one.decision];
    return known[one.chosen.held === "held" ? "if_held" : "if_open"].filter((name) => name !== "held_cost_open" || !one.sections.includes("12(2)"));
  }

  function say(letter, one, answer) {
    letter.paragraph(answer[replyOf(one)]);
    const found = counted(one, answer);
    if (found.length) {
      letter.blocks.push({ kind: "table", text: letter.say("figures_caption", { as_at: letter.fragments.as_at }), head: answer.head, rows: found.map(([, year]) => year.row) });
      letter.listed(notes(letter, found));
      letter.listed(found.flatMap(([, year]) => year.details));
    }
    letter.paragraph(answer.definition);
  }

  function titlesOf(letter, one) {
    const wanted = one.answers.flatMap((answer) => answer.row_columns);
    return wanted.filter((title) => title !== letter.fragments.borough_title || !one.chosen.borough);
  }

  function atPlaces(letter, rows, also = "") {
    const { places } = letter.fragments;
    const found = grouped(rows.map((row) => [places[row.place].name, row]));
    const names = [...found.keys()].sort((one, other) => (one < other ? -1 : 1));
    const count = (name) => distinct(found.get(name).map((row) => row.address)).length;
    return sayList(names.map((name) => `${name} (${count(name)}${places[found.get(name)[0].place][also] || ""})`));
  }

  function rowTable(letter, one) {
    let limit = `${one.limit} ${one.time}`.trim();
    if (!one.rows.length) return letter.paragraphs("rows_none", { limit });
    if (one.years.length > 1) {
      const byYear = one.years.map((year) => [one.rows.filter((row) => row.year === year.year).length, year.said]);
      limit = `${one.limit}: ${sayList(byYear.map(([number, name]) => `${number} ${letter.say("limit_years", { name })}`))}`;
    }
    const { row_head: head, purposes, purpose_title: purposeTitle, as_at } = letter.fragments;
    const titles = titlesOf(letter, one);
    const caption = letter.say("rows_caption", { count: sayCount(one.rows.length), limit, as_at });
    const pick = (cells) => cells.filter((_, column) => titles.includes(head[column]));
    letter.blocks.push({ kind: "table", text: caption, head: pick(head), rows: one.rows.map((row) => pick(row.cells)) });
    letter.paragraphs("rows_time");
    if (one.answers.some((answer) => answer.has_rates)) letter.paragraphs("rows_rates");
    letter.listed(one.rows.map((row) => row.note).filter(Boolean));
    const years = letter.fragments.years.filter((year) => one.rows.some((row) => row.year === year.year));
    const told = one.answers.filter((answer) => answer.by_year).flatMap((answer) => years.map((year) => [year, answer.years[year.year]]));
    letter.listed(notes(letter, told.filter(([, year]) => !year.is_held)));
    const codes = one.rows.flatMap((row) => row.purposes).filter((code) => code in purposes);
    if (titles.includes(purposeTitle)) letter.listed(codes.map((code) => purposes[code]));
  }

  function addressesOfRows(letter, { chosen, rows }) {
    const { places, boroughs, years } = letter.fragments;
    let found = years.filter((year) => rows.some((row) => row.year === year.year)).map((year) => year.rows_address);
    if (chosen.day) found = rows.map((row) => row.address);
    else if (chosen.place || chosen.borough) found = [chosen.place ? places[chosen.place].address : boroughs[chosen.borough]];
    return found.map((text) => letter.address(text));
  }

  function pointers(letter, one, answer) {
    const found = counted(one, answer);
    if (answer.is_list) {
      const lists = found.map(([year]) => `${year.label}: ${letter.address(year.rows_address)}`);
      return ["pointer_list", lists.length ? lists : [letter.address(answer.address)]];
    }
    if (found.length) {
      const held = found.filter(([, text]) => text.addresses.length);
      return ["pointer_figures", held.map(([year, text]) => `${year.label}: ${text.addresses.map((one) => letter.address(one)).join(", ")}`)];
    }
    return ["pointer", one.decision === "already published" && answer.address ? [letter.address(answer.address)] : []];
  }

  function notes(letter, found) {
    const missing = letter.say("not_held_elsewhere");
    const said = found.map(([year, text]) => [`${text.note} ${text.is_held ? "" : missing}`.trim(), String(year.year)]);
    return [...grouped(said.filter(([text]) => text))].map(([text, years]) => `${sayList(years)}: ${text}`);
  }

  const linked = (letter, name, links) => letter.listed(links.map((one) => `${one.text}: ${letter.address(one.address)}`), name);

  function reasons(letter, questions) {
    const relied = engaged(questions);
    const groups = grouped([...relied.keys()].map((cited) => [`${sectionOf(cited)} ${isNeither(letter.fragments, cited)}`, cited]));
    if (groups.size) letter.heading(2, "reasons_heading");
    for (const found of groups.values()) {
      const number = sectionOf(found[0]);
      const section = letter.fragments.sections[number];
      const cited = sayList(found);
      const numbers = distinct(found.flatMap((one) => relied.get(one))).sort((one, other) => one - other);
      const asked = sayNumbered("question", numbers);
      letter.heading(3, "reasons_section", { cited, title: section.title });
      const reason = isNeither(letter.fragments, found[0]) ? section.neither : section;
      const limbs = distinct(found.flatMap(limbsOf));
      const parts = limbs.filter((limb) => limb.includes("("));
      const words = (parts.length ? parts : limbs).filter((limb) => limb in section.limbs).map((limb) => section.limbs[limb]);
      const text = letter.fill(reason.text, { limbs: sayList(words) });
      letter.paragraphs("reasons_applies", { cited, questions: asked, text });
      letter.paragraph(reason.public_interest);
      letter.listed(reason.to_fill.filter((one) => !parts.length || !one.limb || parts.includes(one.limb)).map((one) => one.text));
      if (number === "12" && numbers.length < questions.length) letter.paragraphs("cost_whole", { questions: asked });
      letter.paragraphs("reasons_text", { url: section.url });
    }
  }

  function ending(letter, questions) {
    letter.heading(2, "advice_heading");
    letter.paragraphs("advice");
    const advice = questions.filter((one) => !one.rows).flatMap((one) => one.answers.map((answer) => [answer.advice, one.number]));
    letter.listed([...grouped(advice.filter(([text]) => text))].map(([text, numbers]) => (
      letter.say("advice_item", { questions: sayNumbered("Question", numbers), advice: text })
    )));
    letter.heading(2, "review_heading");
    letter.paragraphs("review");
  }

  // -- as text -------------------------------------------------------------------------------------------------

  const cells = (head, row) => row.slice(1).map((cell, i) => `${head[i + 1]}: ${cell}`).join("; ");
  const says = {
    heading: (one) => one.level < 3 ? `${one.text}\n${(one.level === 1 ? "=" : "-").repeat([...one.text].length)}` : one.text,
    paragraph: (one) => one.text,
    quote: (one) => `> ${one.text}`,
    question: (one) => `${one.number}. ${one.text}`,
    list: (one) => one.items.map((item) => `- ${item}`).join("\n"),
    table: (one) => [one.text, ...one.rows.map((row) => `- ${row[0]}: ${cells(one.head, row)}`)].join("\n"),
  };
  const plainText = (blocks) => `${blocks.map((one) => says[one.kind](one)).join("\n\n")}\n`;
  const unfilled = (blocks) => plainText(blocks).match(TO_FILL) || [];

  return { compose, plainText, unfilled };
})();

if (typeof module !== "undefined") module.exports = Letter;
