// Puts a letter together from fragments.json, function by function as scripts/lfr/letters/letter.py does: a change here is a change
// there, and a test compares the two. letter-form.js shows the letter in the page.
const Letter = (() => {
  "use strict";

  const GIVEN = ["disclosed", "already published"];
  const DATES = ["date", "received", "checked"];
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const TO_FILL = /\[\[TO FILL: .*?\]\]/g;

  // -- words ---------------------------------------------------------------------------------------------------

  const sayDay = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  };
  const sayList = (items) => items.length > 1 ? `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}` : items.join("");
  const sayNumbered = (noun, numbers) => `${noun}${numbers.length > 1 ? "s" : ""} ${sayList(numbers.map(String))}`;
  const sectionOf = (cited) => cited.split("(")[0];
  const distinct = (items) => [...new Set(items)];
  const byNumber = (one, other) => parseInt(one[0], 10) - parseInt(other[0], 10) || (one[1] < other[1] ? -1 : one[1] > other[1] ? 1 : 0);

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
    const questions = choices.questions.map((one, i) => resolved(fragments, i + 1, one));
    opening(letter, questions, choices.questions.some((one) => one.is_paraphrase || !one.asked));
    decision(letter, questions);
    letter.heading(2, "response_heading");
    aboutFigures(letter, questions);
    for (const one of questions) response(letter, one);
    reasons(letter, questions);
    ending(letter, questions);
    return letter.blocks;
  }

  function resolved(fragments, number, one) {
    const answers = one.answers.map((name) => fragments.answers[name]);
    const years = fragments.years.filter((year) => one.years.includes(year.year));
    const chosen = one.decision || standardDecision(fragments, answers, years, one.sections);
    let sections = [...one.sections];
    if (!sections.length && chosen === answers[0].decision) {
      sections = distinct(answers.filter((answer) => answer.decision === chosen).flatMap((answer) => answer.sections));
    }
    if (chosen === "already published" && !sections.some((cited) => sectionOf(cited) === "21")) sections.unshift("21");
    return { number, asked: one.asked || answers[0].question, answers, years, decision: chosen, sections };
  }

  function standardDecision(fragments, answers, years, sections) {
    for (const cited of sections) {
      const found = fragments.sections[sectionOf(cited)].decision || "";
      if (found && found !== "already published") return found;
    }
    const counted = answers.filter((answer) => answer.by_year);
    const isHeld = (answer) => years.some((year) => answer.years[year.year].is_held);
    return counted.length && !counted.some(isHeld) ? "to be decided" : answers[0].decision;
  }

  function opening(letter, questions, hasParaphrase) {
    letter.heading(1, "title");
    for (const name of ["authority", "reference", "date", "salutation", "opening"]) letter.paragraph(letter.say(name));
    letter.heading(2, "asked_heading");
    for (const one of questions) letter.blocks.push({ kind: "question", number: one.number, text: one.asked });
    const counting = questions.filter((one) => one.answers.some((answer) => answer.by_year));
    const years = letter.fragments.years.filter((year) => counting.some((one) => one.years.includes(year)));
    if (years.length) letter.paragraph(letter.say("period", { years: sayList(years.map((year) => year.said)) }));
    if (hasParaphrase) letter.paragraph(letter.say("paraphrase"));
  }

  function decision(letter, questions) {
    letter.heading(2, "decision_heading");
    const given = questions.filter((one) => GIVEN.includes(one.decision));
    const isOpen = questions.some((one) => one.decision === "to be decided");
    let kind = given.length === questions.length ? "full" : given.length ? "partial" : isOpen ? "open" : "none";
    if (kind === "full" && questions.some((one) => one.sections.some((cited) => sectionOf(cited) !== "21"))) kind = "partial";
    letter.paragraph(letter.say(`decision_${kind}`));
    const refusing = new Map();
    for (const one of questions.filter((other) => other.sections.length)) {
      const sections = sayNumbered("section", one.sections);
      refusing.set(sections, [...(refusing.get(sections) || []), one.number]);
    }
    if (refusing.size) {
      const parts = [...refusing].map(([sections, numbers]) => `${sayNumbered("question", numbers)} (${sections})`);
      letter.paragraph(letter.say("notice", { parts: parts.join(", and ") }));
    }
    const items = engaged(questions).map(([number, cited, numbers]) => [number, cited, letter.say("engaged", {
      cited, title: letter.fragments.sections[number].title, questions: sayNumbered("question", numbers),
    })]);
    items.push(["16", "16", letter.say("engaged_16")]);
    if (refusing.size) items.push(["17", "17", letter.say("engaged_17")]);
    letter.heading(2, "engaged_heading");
    letter.listed(items.sort(byNumber).map((one) => one[2]));
  }

  function engaged(questions) {
    const cited = distinct(questions.flatMap((one) => one.sections));
    return cited.map((one) => [sectionOf(one), one, questions.filter((other) => other.sections.includes(one)).map((other) => other.number)])
      .sort(byNumber);
  }

  const isShown = (one, answer) => [...GIVEN, "to be decided"].includes(one.decision) || one.decision === answer.decision;
  const counted = (one, answer) => answer.by_year ? one.years.map((year) => [year, answer.years[year.year]]) : [];

  function aboutFigures(letter, questions) {
    const all = questions.flatMap((one) => one.answers.filter((answer) => isShown(one, answer)).flatMap((answer) => counted(one, answer)));
    if (!all.length) return;
    const years = letter.fragments.years.filter((year) => all.some(([other]) => other === year));
    linked(letter, "records", years.flatMap((year) => year.records));
    const partial = years.filter((year) => year.is_partial).map((year) => year.said);
    if (partial.length) letter.paragraph(letter.say("partial_year", { labels: sayList(partial) }));
    if (all.some(([, found]) => found.is_corrected)) {
      letter.paragraph(letter.say("corrected", { address: letter.address(letter.fragments.corrections) }));
    }
  }

  function response(letter, one) {
    letter.heading(3, "question_heading", { number: String(one.number) });
    letter.paragraph(one.asked);
    const others = one.sections.filter((cited) => sectionOf(cited) !== "21");
    const sections = one.sections.length ? sayNumbered("section", others.length ? others : one.sections) : letter.fill("<<exemption>>");
    letter.paragraph(letter.fill(letter.fragments.decisions[one.decision], { sections }));
    if (one.decision === "refused") return letter.paragraph(letter.say("withheld", { sections }));
    if (one.decision === "not held") return letter.paragraph(letter.say("not_held"));
    if (one.decision === "not a valid request") letter.paragraph(letter.say("not_valid"));
    const shown = one.answers.filter((answer) => isShown(one, answer));
    for (const answer of shown) say(letter, one, answer);
    if (one.decision === "already published") {
      letter.paragraph(letter.say("pointer"));
      letter.listed(shown.flatMap((answer) => pointers(letter, one, answer)));
    }
    if (GIVEN.includes(one.decision)) {
      linked(letter, "documents", shown.filter((answer) => !answer.by_year).flatMap((answer) => answer.documents));
      if (others.length) letter.paragraph(letter.say("rest_withheld", { sections }));
    }
  }

  function say(letter, one, answer) {
    for (const text of answer.reply) letter.paragraph(text);
    const found = counted(one, answer);
    if (found.length) {
      letter.blocks.push({ kind: "table", text: answer.caption, head: answer.head, rows: found.map(([, year]) => year.row) });
      letter.listed(notes(letter, found));
      letter.listed(found.map(([, year]) => year.detail).filter(Boolean));
    }
    if (answer.definition) letter.paragraph(answer.definition);
  }

  function pointers(letter, one, answer) {
    const found = counted(one, answer).map(([year, text]) => `${year.label}: ${letter.address(text.address)}`);
    return found.length ? found : [letter.address(answer.address)];
  }

  function notes(letter, found) {
    const labels = new Map();
    for (const [year, text] of found) {
      const missing = text.is_held ? "" : ` ${letter.say("not_held_elsewhere")}`;
      if (text.note || missing) labels.set(text.note + missing, [...(labels.get(text.note + missing) || []), String(year.year)]);
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
    const numbers = new Map();
    for (const [number, , asked] of engaged(questions)) numbers.set(number, [...(numbers.get(number) || []), ...asked]);
    if (!numbers.size) return;
    letter.heading(2, "reasons_heading");
    for (const [number, asked] of numbers) {
      const section = letter.fragments.sections[number];
      letter.heading(3, "reasons_section", { number, title: section.title });
      const which = distinct(asked).sort((one, other) => one - other);
      letter.paragraph(letter.fill(section.notice, { questions: sayNumbered("question", which) }));
      if (section.public_interest) letter.paragraph(section.public_interest);
      letter.listed(section.to_fill);
      letter.paragraph(letter.say("reasons_text", { url: section.url }));
    }
  }

  function ending(letter, questions) {
    letter.heading(2, "advice_heading");
    letter.paragraph(letter.say("advice"));
    letter.listed(questions.flatMap((one) => one.answers.filter((answer) => answer.advice).map((answer) => (
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
    question: (one) => `${one.number}. ${one.text}`,
    list: (one) => one.items.map((item) => `- ${item}`).join("\n"),
    table: (one) => [one.text, ...one.rows.map((row) => `- ${row[0]}: ${cells(one.head, row)}`)].join("\n"),
  };
  const plainText = (blocks) => `${blocks.map((one) => says[one.kind](one)).join("\n\n")}\n`;
  const unfilled = (blocks) => plainText(blocks).match(TO_FILL) || [];

  return { compose, plainText, unfilled };
})();

if (typeof module !== "undefined") module.exports = Letter;
