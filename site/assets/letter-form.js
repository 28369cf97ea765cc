// The page of letters: reads the form, shows the letter that letter.js puts together, and copies it.
// What is typed never leaves the browser. It is kept for the session of this tab, so that neither a reload nor a key loses a letter.
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
  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  let fragments = {};
  let text = "";
  let left = [];

  function addQuestion(answers, asked) {
    const copy = document.getElementById("letter-question").content.cloneNode(true);
    const item = copy.querySelector("li");
    item.dataset.answers = answers.join(" ");
    item.dataset.paraphrase = asked;
    item.querySelector(".lfr-standard").textContent = asked || answers.map((name) => fragments.answers[name].question).join(" / ");
    item.querySelector("button").addEventListener("click", () => {
      if (isTyped(item) && !confirm("Remove this question, with what you typed or chose for it?")) return;
      const next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      (next ? next.querySelector("button") : field("standard")).focus();
      changed();
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
    left = [];
    if (!chosen.questions.length) { status.textContent = "No question yet: add one, or the questions of a logged request, and the letter appears below."; return; }
    if (lacksYears) { status.textContent = "A question is about figures: choose at least one calendar year."; return; }
    const unknown = unknownSection(chosen.questions);
    if (unknown) { status.textContent = `“${unknown}” is not a section to rely on. Write it as 31(1)(a) and (b), and a semicolon between two sections.`; return; }
    const blocks = Letter.compose(fragments, chosen);
    text = Letter.plainText(blocks);
    output.append(...blocks.map((one) => shows[one.kind](one)));
    left = Letter.unfilled(blocks).map((part) => part.slice("[[TO FILL: ".length, -2));
    status.textContent = `${count(chosen.questions.length, "question")}, ${count(left.length, "part")} to fill in, marked in the letter.`;
  }

  /** What was done, and which parts of the letter are still to fill in. */
  function tell(done) {
    status.textContent = done;
    if (!left.length) return;
    const names = [...new Set(left)];
    const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
    status.append(" ", make("strong", {}, `Not ready to send: ${count(left.length, "part")} still to fill in:`), ` ${names.slice(0, 5).join("; ")}${more}.`);
  }

  // -- what is typed, kept under the address of the page --------------------------------------------------------

  const KEPT = `lfr-typed ${location.pathname} letter`;
  const controls = (item) => [...item.querySelectorAll("textarea, select, input")];
  const nameOf = (control) => control.dataset.of || (control.type === "checkbox" ? `section ${control.value}` : "own");
  const valueOf = (control) => control.type === "checkbox" ? control.checked : control.value;
  const isTyped = (item) => controls(item).some(valueOf);

  const askFirst = (event) => event.preventDefault();

  function changed() {
    keep();
    update();
  }

  function keep() {
    const typed = {
      fields: [...form.elements].filter((one) => one.name && one.type !== "checkbox").map((one) => [one.name, one.value]),
      years: [...form.querySelectorAll('[name="years"]:checked')].map((box) => box.value),
      questions: [...list.children].map((item) => ({
        answers: item.dataset.answers.split(" "), paraphrase: item.dataset.paraphrase, own: controls(item).map((one) => [nameOf(one), valueOf(one)]),
      })),
    };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(typed));
    } catch {
      // Without storage a reload would lose the letter: the browser asks first.
      document.getElementById("letter-kept").textContent = "This browser does not let the page keep what you type: a reload loses it.";
      addEventListener("beforeunload", askFirst);
    }
  }

  /** Puts back what was typed before a reload. Returns whether there was anything. */
  function putBack() {
    let typed = null;
    try { typed = JSON.parse(sessionStorage.getItem(KEPT)); } catch { /* nothing is kept */ }
    if (!typed) return false;
    for (const [name, value] of typed.fields) if (field(name)) field(name).value = value;
    for (const box of form.querySelectorAll('[name="years"]')) box.checked = typed.years.includes(box.value);
    for (const one of typed.questions.filter(({ answers }) => answers.every((name) => name in fragments.answers))) {
      const own = new Map(one.own);
      for (const control of controls(addQuestion(one.answers, one.paraphrase))) {
        if (control.type === "checkbox") control.checked = own.get(nameOf(control)) === true;
        else control.value = own.get(nameOf(control)) || "";
      }
    }
    return true;
  }

  function startAgain() {
    if (!confirm("Empty the letter? What you typed and chose is removed.")) return;
    form.reset();
    list.replaceChildren();
    nameThisSite();
    changed();
  }

  /** Adds the questions of a logged request to those that are there. */
  function take(slug) {
    for (const one of fragments.disclosures[slug].questions) addQuestion(one.answers, one.asked);
  }

  async function copy() {
    if (!text) { status.textContent = "There is no letter to copy yet."; return; }
    try {
      const parts = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([output.innerHTML], { type: "text/html" }) };
      await navigator.clipboard.write([new ClipboardItem(parts)]);
      tell("Copied, with its tables.");
    } catch {
      getSelection().selectAllChildren(output);
      tell(document.execCommand("copy") ? "Copied, with its tables." : "Not copied: the letter is selected, copy it with the keyboard.");
    }
  }

  function nameThisSite() {
    if (field("base_address").value || !location.protocol.startsWith("http")) return;
    field("base_address").value = new URL("../../", location.href).href.replace(/\/$/, "");
  }

  function start() {
    nameThisSite();
    const asked = new URLSearchParams(location.search).get("request");
    if (!putBack() && Object.hasOwn(fragments.disclosures, asked)) take(asked);
    form.hidden = false;
    document.getElementById("letter-without-script").hidden = true;
    document.getElementById("letter-take").addEventListener("click", () => { take(field("disclosure").value); changed(); });
    document.getElementById("letter-add").addEventListener("click", () => {
      const added = addQuestion([field("standard").value], "");
      changed();
      added.querySelector("summary").focus();
    });
    document.getElementById("letter-again").addEventListener("click", startAgain);
    document.getElementById("letter-copy").addEventListener("click", copy);
    document.getElementById("letter-print").addEventListener("click", () => {
      if (!text) { status.textContent = "There is no letter to print yet."; return; }
      tell("Sent to the printer.");
      print();
    });
    output.addEventListener("copy", () => tell("Copied."));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", changed);
    output.hidden = false;
    update();
  }

  output.hidden = true; // the example for readers without scripts
  fetch("fragments.json").then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))).then((found) => {
    fragments = found;
    start();
  }).catch((error) => {
    output.hidden = false;
    status.textContent = `The letter cannot be changed here: its texts did not load (${error.message}). The letter below is complete, and the command makes any other.`;
  });
})();
