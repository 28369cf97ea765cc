// The page of letters: reads the form, shows the letter that letter.js puts together, and copies it.
// Nothing that is typed leaves the page or is kept.
(() => {
  "use strict";

  /** An element with its attributes and what is inside it. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  /** A text with its links and with what is left to fill in, marked. */
  function marked(text) {
    return text.split(/(\[\[TO FILL: .*?\]\]|https?:\/\/[^\s<>[\]"'“”{}|\\^`]*[^\s<>[\]"'“”{}|\\^`.,;:)])/).filter(Boolean).map((part) => {
      if (part.startsWith("[[TO FILL: ")) return make("mark", { class: "lfr-to-fill" }, part);
      return /^https?:\/\//.test(part) ? make("a", { href: part }, part) : part;
    });
  }

  // A block of each kind as an element.
  const shows = {
    heading: (one) => make(`h${one.level + 1}`, {}, ...marked(one.text)),
    paragraph: (one) => make("p", {}, ...marked(one.text)),
    quote: (one) => make("blockquote", {}, make("p", {}, ...marked(one.text))),
    question: (one) => make("ol", { start: one.number }, make("li", {}, ...marked(one.text))),
    list: (one) => make("ul", {}, ...one.items.map((item) => make("li", {}, ...marked(item)))),
    table: (one) => make("div", { class: "lfr-table scroll", role: "group", "aria-label": one.text, tabindex: "0" }, make("table", { class: "lfr" },
      make("caption", {}, one.text),
      make("thead", {}, make("tr", {}, ...one.head.map((cell) => make("th", { scope: "col" }, cell)))),
      make("tbody", {}, ...one.rows.map((row) => make("tr", {}, ...row.map((cell, i) => i ? make("td", {}, cell) : make("th", { scope: "row" }, cell))))))),
  };

  const OWN = ["decision", "held", "withheld", "place", "borough", "use_case", "day"];
  const form = document.getElementById("letter-form");
  const status = document.getElementById("letter-status");
  const output = document.getElementById("letter-output");
  const list = document.getElementById("letter-questions");
  const field = (name) => form.elements.namedItem(name);
  let fragments = {};
  let text = "";

  function addQuestion(answers, asked) {
    const copy = document.getElementById("letter-question").content.cloneNode(true);
    const item = copy.querySelector("li");
    item.dataset.answers = answers.join(" ");
    item.dataset.paraphrase = asked;
    item.querySelector(".lfr-standard").textContent = asked || answers.map((name) => fragments.answers[name].question).join(" / ");
    item.querySelector("button").addEventListener("click", () => {
      const next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      (next ? next.querySelector("button") : field("standard")).focus();
      update();
    });
    list.append(item);
    return item;
  }

  function choices() {
    const values = {};
    for (const name of Object.keys(fragments.to_fill)) if (field(name)) values[name] = field(name).value.trim();
    const ticked = [...form.querySelectorAll('[name="years"]:checked')].map((box) => Number(box.value));
    const years = [...ticked, ...(field("other_years").value.match(/\b(19|20)\d\d\b/g) || []).map(Number)];
    const questions = [...list.children].map((item) => {
      const own = item.querySelector("textarea").value.trim();
      const chosen = { answers: item.dataset.answers.split(" "), asked: own || item.dataset.paraphrase, is_paraphrase: !own };
      for (const name of OWN) chosen[name] = item.querySelector(`[data-of="${name}"]`).value.trim();
      return { ...chosen, years: chosen.day ? [] : years, sections: sectionsOf(item) };
    });
    return { values, questions, request: field("request").value.trim() };
  }

  /** The sections as they are cited; a ticked number stands for itself where it is not cited in full. */
  function sectionsOf(item) {
    const cited = item.querySelector('[data-of="cited"]').value.split(";").map((text) => text.trim()).filter(Boolean);
    const ticked = [...item.querySelectorAll("input:checked")].map((box) => box.value);
    return [...cited, ...ticked.filter((number) => !cited.some((text) => LetterQuestions.sectionOf(text) === number))];
  }

  /** The first thing typed as a section that is not one to rely on. */
  function unknownSection(questions) {
    return questions.flatMap((one) => one.sections).find((text) => !("text" in (fragments.sections[LetterQuestions.sectionOf(text)] || {})));
  }

  function update() {
    [...list.children].forEach((item, i) => { item.querySelector(".lfr-number-of").textContent = i + 1; });
    const chosen = choices();
    const lacksYears = chosen.questions.some((one) => (
      !one.years.length && !one.day && !one.borough && !one.place && !one.use_case && one.answers.some((name) => fragments.answers[name].by_year)));
    output.replaceChildren();
    text = "";
    if (!chosen.questions.length) { status.textContent = "No question yet: add one, and the letter appears below."; return; }
    if (lacksYears) { status.textContent = "A question is about figures: choose at least one calendar year."; return; }
    const unknown = unknownSection(chosen.questions);
    if (unknown) { status.textContent = `“${unknown}” is not a section to rely on. Write it as 31(1)(a) and (b), and a semicolon between two sections.`; return; }
    const blocks = Letter.compose(fragments, chosen);
    text = Letter.plainText(blocks);
    output.append(...blocks.map((one) => shows[one.kind](one)));
    const left = Letter.unfilled(blocks).length;
    const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
    status.textContent = `${count(chosen.questions.length, "question")}, ${count(left, "part")} to fill in, marked in the letter.`;
  }

  function take(slug) {
    list.replaceChildren();
    for (const one of fragments.disclosures[slug].questions) addQuestion(one.answers, one.asked);
  }

  async function copy() {
    if (!text) { status.textContent = "There is no letter to copy yet."; return; }
    try {
      const parts = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([output.innerHTML], { type: "text/html" }) };
      await navigator.clipboard.write([new ClipboardItem(parts)]);
      status.textContent = "Copied, with its tables.";
    } catch {
      getSelection().selectAllChildren(output);
      status.textContent = document.execCommand("copy") ? "Copied, with its tables." : "Not copied: the letter is selected, copy it with the keyboard.";
    }
  }

  function start() {
    if (!field("base_address").value && location.protocol.startsWith("http")) {
      field("base_address").value = new URL("../../", location.href).href.replace(/\/$/, "");
    }
    take(form.dataset.disclosure);
    form.hidden = false;
    document.getElementById("letter-without-script").hidden = true;
    document.getElementById("letter-take").addEventListener("click", () => { take(field("disclosure").value); update(); });
    document.getElementById("letter-add").addEventListener("click", () => {
      const added = addQuestion([field("standard").value], "");
      update();
      added.querySelector("summary").focus();
    });
    document.getElementById("letter-copy").addEventListener("click", copy);
    document.getElementById("letter-print").addEventListener("click", () => print());
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", update);
    update();
  }

  fetch("fragments.json").then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))).then((found) => {
    fragments = found;
    start();
  }).catch((error) => {
    status.textContent = `The letter cannot be changed here: its texts did not load (${error.message}). The letter below is complete, and the command makes any other.`;
  });
})();
