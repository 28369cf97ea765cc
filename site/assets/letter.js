// Puts a letter together from fragments.json, function by function as scripts/lfr/letters/letter.py does: a change here is a change
// there, and a test compares the two. letter-questions.js makes the choices, letter-form.js shows the letter in the page.
const Letter = (() => {
  "use strict";

  const questionsOf = typeof require === "function" ? require("./letter-questions.js") : LetterQuestions;
  const { GIVEN, SHOWN, sayDay, sayList, sayNumbered, sectionOf, limbsOf, distinct, isNeither, resolved } = questionsOf;
  const DATES = ["date", "received", "checked"];
  const TO_FILL = /\[\[TO FILL: .*?\]\]/g;
  const byNumber = (one, other) => parseInt(one[0], 10) - parseInt(other[0], 10) || (one[1] < other[1] ? -1 : one[1] > other[1] ? 1 : 0);
  const sayCount = (count) => `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} deployment${count === 1 ? "" : "s"}`;
  const addTo = (groups, key, one) => groups.set(key, [...(groups.get(key) || []), one]);

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
    paragraph(text) { this.blocks.push({ kind: "paragraph", text }); }
    listed(items) { if (items.length) this.blocks.push({ kind: "list", items }); }
    address(text) { return text.startsWith("/") ? this.fill("<<base_address>>").replace(/\/+$/, "") + text : text; }
  }

  // -- the letter ----------------------------------------------------------------------------------------------

  function compose(fragments, choices) {
    const values = { ...fragments.settings };
    for (const [name, text] of Object.entries(choices.values)) {
      if (text) values[name] = DATES.includes(name) ? sayDay(text) : text;
    }
    const letter = new Draft(fragments, values);
    const questions = choices.questions.map((one, i) => resolved(letter, i + 1, one));
    opening(letter, questions, choices);
    decision(letter, questions);
    letter.heading(2, "response_heading");
    aboutFigures(letter, questions);
    outside(letter, questions);
    for (const one of questions) response(letter, one);
    reasons(letter, questions);
    ending(letter, questions);
    return letter.blocks;
  }

  function opening(letter, questions, choices) {
    letter.heading(1, "title");
    for (const name of ["authority", "reference", "date", "salutation", "opening"]) letter.paragraph(letter.say(name));
    letter.heading(2, "asked_heading");
    if (choices.request) {
      for (const line of choices.request.split("\n").map((text) => text.trim()).filter(Boolean)) letter.blocks.push({ kind: "quote", text: line });
      letter.paragraph(letter.say("divided"));
    }
    for (const one of questions) letter.blocks.push({ kind: "question", number: one.number, text: one.asked });
    const years = distinct(questions.flatMap((one) => one.askedYears)).sort();
    if (years.length) letter.paragraph(letter.say("period", { years: sayList(years) }));
    if (!choices.request && choices.questions.some((one) => one.is_paraphrase || !one.asked)) letter.paragraph(letter.say("paraphrase"));
  }

  function decision(letter, questions) {
    letter.heading(2, "decision_heading");
    const decided = new Map();
    for (const one of questions) addTo(decided, sayDecision(letter, one), one.number);
    const items = [...decided].map(([text, numbers]) => letter.say("decision_item", { questions: sayNumbered("Question", numbers), decision: text }));
    const gaps = distinct(questions.flatMap((one) => one.outside));
    letter.listed(gaps.length ? [...items, letter.say("outside_item", { gaps: sayList(gaps) })] : items);
    const refusing = new Map();
    for (const one of questions) if (one.sections.length) addTo(refusing, sayNumbered("section", one.sections), one.number);
    if (refusing.size) {
      const parts = [...refusing].map(([sections, numbers]) => `${sayNumbered("question", numbers)} (${sections})`);
      letter.paragraph(letter.say("notice", { parts: sayList(parts) }));
    }
    const applied = engaged(questions).map(([number, cited, numbers]) => [number, cited, letter.say("engaged", {
      cited, title: letter.fragments.sections[number].title, questions: sayNumbered("question", numbers),
    })]);
    applied.push(["16", "16", letter.say("engaged_16")]);
    if (refusing.size) applied.push(["17", "17", letter.say("engaged_17")]);
    letter.heading(2, "engaged_heading");
    letter.listed(applied.sort(byNumber).map((one) => one[2]));
  }

  function sayDecision(letter, one) {
    const others = one.sections.filter((cited) => sectionOf(cited) !== "21");
    const sections = one.sections.length ? sayNumbered("section", one.decision === "disclosed in part" ? others : one.sections) : "";
    const text = letter.fill(letter.fragments.decisions[one.decision], { sections });
    const isWhole = !one.outside.length && one.answers.every((answer) => counted(one, answer).every(([, found]) => found.is_held));
    return isWhole || !GIVEN.includes(one.decision) ? text : letter.say("as_far_as_covered", { decision: text });
  }

  function engaged(questions) {
    const cited = distinct(questions.flatMap((one) => one.sections));
    return cited.map((one) => [sectionOf(one), one, questions.filter((other) => other.sections.includes(one)).map((other) => other.number)])
      .sort(byNumber);
  }

  const isShown = (one) => SHOWN.includes(one.decision);
  const counted = (one, answer) => answer.by_year && !one.rows ? one.years.map((year) => [year, answer.years[year.year]]) : [];

  function aboutFigures(letter, questions) {
    const shown = questions.filter(isShown);
    const all = shown.flatMap((one) => one.answers.flatMap((answer) => counted(one, answer)));
    const rows = shown.flatMap((one) => one.rows || []);
    if (!all.length && !rows.length) return;
    const used = new Set([...all.map(([year]) => year.year), ...rows.map((row) => row.year)]);
    const years = letter.fragments.years.filter((year) => used.has(year.year));
    linked(letter, "records", years.flatMap((year) => year.records));
    letter.paragraph(letter.say("counted"));
    if (all.some(([, found]) => found.is_corrected) || rows.some((row) => row.is_corrected)) {
      letter.paragraph(letter.say("corrected", { address: letter.address(letter.fragments.corrections) }));
    }
    if (all.some(([, found]) => found.detail) || shown.some((one) => one.chosen.borough)) {
      letter.paragraph(letter.say("boroughs", { address: letter.address(letter.fragments.boroughs_method) }));
    }
    const partial = years.filter((year) => year.is_partial && all.some(([other]) => other === year)).map((year) => year.said);
    if (partial.length) letter.paragraph(letter.say("partial_year", { labels: sayList(partial) }));
  }

  function outside(letter, questions) {
    const numbers = new Map();
    for (const one of questions) for (const text of one.outside) addTo(numbers, text, one.number);
    if (!numbers.size) return;
    letter.heading(3, "outside_heading");
    letter.listed([...numbers].map(([gap, asked]) => letter.say("outside", { gap, questions: sayNumbered("Question", asked) })));
  }

  function response(letter, one) {
    letter.heading(3, "question_heading", { number: String(one.number) });
    letter.paragraph(one.asked);
    const isOpen = one.decision === "to be decided";
    letter.paragraph(isOpen ? letter.say("decision_open") : letter.say("decision_line", { decision: sayDecision(letter, one) }));
    for (const name of ofDecision(one)) letter.paragraph(letter.say(name, { withheld: one.chosen.withheld }));
    if (!isShown(one)) return;
    for (const answer of one.answers) say(letter, one, answer);
    if (one.rows) rowTable(letter, one);
    const pointed = (one.rows ? one.answers.slice(0, 1) : one.answers).map((answer) => pointers(letter, one, answer)).filter(([, items]) => items.length);
    for (const [name, items] of pointed) {
      letter.paragraph(letter.say(name));
      letter.listed(items);
    }
    const documents = one.rows ? [] : one.answers.filter((answer) => !answer.by_year).flatMap((answer) => answer.documents);
    linked(letter, "documents", documents.filter((link) => link.address));
    const without = distinct(documents.filter((link) => !link.address).map((link) => link.text));
    if (without.length) letter.paragraph(letter.say("documents_open", { titles: without.join("; ") }));
    if (one.decision === "already published" && !documents.length && !pointed.length) letter.paragraph(letter.say("pointer_open"));
  }

  function ofDecision(one) {
    const isHeld = one.chosen.held === "held";
    if (one.decision === "cost limit") return isHeld ? ["held"] : one.sections.includes("12(2)") ? [] : ["held_cost_open"];
    const own = {
      "refused": [isHeld ? "held" : "held_open"],
      "disclosed in part": ["part_withheld", ...(isHeld ? [] : ["held_open"])],
      "not held": ["not_held"],
      "neither confirm nor deny": ["neither"],
    };
    return own[one.decision] || [];
  }

  function say(letter, one, answer) {
    if (answer.by_year && !one.rows && !one.years.length) return letter.paragraph(letter.say("nothing_covered"));
    if (!one.rows || !answer.by_year) for (const text of answer.reply) letter.paragraph(text);
    const found = counted(one, answer);
    if (found.length) {
      if (one.decision === "already published") letter.paragraph(letter.say("figures_provided"));
      letter.blocks.push({ kind: "table", text: answer.caption, head: answer.head, rows: found.map(([, year]) => year.row) });
      letter.listed(notes(letter, found));
      letter.listed(found.map(([, year]) => year.detail).filter(Boolean));
    }
    if (answer.definition) letter.paragraph(answer.definition);
  }

  function rowTable(letter, one) {
    if (!one.rows.length) return letter.paragraph(letter.say("rows_none", { limit: one.limit }));
    let columns = distinct(one.answers.flatMap((answer) => answer.row_columns)).sort((a, b) => a - b);
    if (one.chosen.borough) columns = columns.filter((column) => column !== letter.fragments.borough_column);
    const caption = letter.say("rows_caption", { count: sayCount(one.rows.length), limit: one.limit, as_at: letter.fragments.as_at });
    const pick = (cells) => columns.map((column) => cells[column]);
    letter.blocks.push({ kind: "table", text: caption, head: pick(letter.fragments.row_head), rows: one.rows.map((row) => pick(row.cells)) });
    const { purposes, purpose_column: purposeColumn } = letter.fragments;
    const codes = one.rows.flatMap((row) => row.purposes).filter((code) => code in purposes);
    if (columns.includes(purposeColumn)) letter.listed(distinct(codes.map((code) => purposes[code])));
  }

  function pointers(letter, one, answer) {
    const { chosen, rows } = one;
    const { places, boroughs, years } = letter.fragments;
    if (rows) {
      let found = years.filter((year) => rows.some((row) => row.year === year.year)).map((year) => year.rows_address);
      if (chosen.day) found = rows.map((row) => row.address);
      else if (chosen.place || chosen.borough) found = [chosen.place ? places[chosen.place].address : boroughs[chosen.borough]];
      return ["pointer_list", found.map((text) => letter.address(text))];
    }
    const found = counted(one, answer);
    if (answer.is_list) {
      const lists = found.map(([year]) => `${year.label}: ${letter.address(year.rows_address)}`);
      return ["pointer_list", lists.length ? lists : [letter.address(answer.address)]];
    }
    if (found.length) return ["pointer_figures", found.filter(([, text]) => text.is_held).map(([year, text]) => `${year.label}: ${text.addresses.map((one) => letter.address(one)).join(", ")}`)];
    return ["pointer", one.decision === "already published" && answer.address ? [letter.address(answer.address)] : []];
  }

  function notes(letter, found) {
    const labels = new Map();
    for (const [year, text] of found) {
      const missing = text.is_held ? "" : ` ${letter.say("not_held_elsewhere")}`;
      if (text.note || missing) addTo(labels, text.note + missing, String(year.year));
    }
    return [...labels].map(([text, years]) => `${sayList(years)}: ${text.trim()}`);
  }

  function linked(letter, name, links) {
    const items = distinct(links.map((one) => `${one.text}: ${letter.address(one.address)}`));
    if (!items.length) return;
    letter.paragraph(letter.say(name));
    letter.listed(items);
  }

  function reasons(letter, questions) {
    const groups = new Map();
    for (const [number, cited, asked] of engaged(questions)) addTo(groups, `${number} ${isNeither(letter.fragments, cited)}`, [number, cited, asked]);
    if (groups.size) letter.heading(2, "reasons_heading");
    for (const found of groups.values()) {
      const number = found[0][0];
      const section = letter.fragments.sections[number];
      const cited = sayList(found.map((one) => one[1]));
      const numbers = distinct(found.flatMap((one) => one[2])).sort((one, other) => one - other);
      const asked = sayNumbered("question", numbers);
      letter.heading(3, "reasons_section", { cited, title: section.title });
      const reason = isNeither(letter.fragments, found[0][1]) ? section.neither : section;
      const limbs = distinct(found.flatMap((one) => limbsOf(one[1])));
      const parts = limbs.filter((limb) => limb.includes("("));
      const words = (parts.length ? parts : limbs).filter((limb) => limb in section.limbs).map((limb) => section.limbs[limb]);
      const text = letter.fill(reason.text, { limbs: sayList(words) });
      letter.paragraph(letter.say("reasons_applies", { cited, questions: asked, text }));
      if (reason.public_interest) letter.paragraph(reason.public_interest);
      letter.listed(reason.to_fill.filter((one) => !parts.length || !one.limb || parts.includes(one.limb)).map((one) => one.text));
      if (number === "12" && numbers.length < questions.length) letter.paragraph(letter.say("cost_whole", { questions: asked }));
      letter.paragraph(letter.say("reasons_text", { url: section.url }));
    }
  }

  function ending(letter, questions) {
    letter.heading(2, "advice_heading");
    letter.paragraph(letter.say("advice"));
    letter.listed(questions.filter((one) => !one.rows).flatMap((one) => one.answers.filter((answer) => answer.advice).map((answer) => (
      letter.say("advice_question", { number: String(one.number), advice: answer.advice })
    ))));
    letter.heading(2, "review_heading");
    for (const name of ["review", "complaint", "closing", "signature", "post", "authority"]) letter.paragraph(letter.say(name));
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
