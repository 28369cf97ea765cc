// The question box on the page of answers: which standard answers fit a question in somebody's own words.
// scripts/lfr/pages/search/ask.py takes the same steps and explains them; a test holds that both agree. Nothing is sent anywhere.
const lfrAsk = (() => {
  "use strict";

  const { fold, prepare } = typeof module === "object" ? require("./words.js") : lfrWords;

  /** The words of a question that tell something, without endings, each once. */
  function tokens(asked, lists) {
    const { stem, stop, sameAs } = prepare(lists);
    const found = new Set();
    for (const word of fold(asked).match(/[a-z0-9]+/g) || []) {
      if (stop.has(word) || /^20[2-9][0-9]$/.test(word)) continue;
      const short = stem(word);
      const first = sameAs.has(short) ? stem(sameAs.get(short)[0]) : short;
      if (!stop.has(first)) found.add(first);
    }
    return [...found];
  }

  function isOneSlip(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
    const a = one.slice(start), b = other.slice(start);
    return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1)
      || (a.slice(0, 2) === [...b.slice(0, 2)].reverse().join("") && a.slice(2) === b.slice(2));
  }

  function known(word, weights) {
    if (Object.hasOwn(weights, word) || word.length < 5) return word;
    return Object.keys(weights).sort().find((one) => one.length > 3 && isOneSlip(word, one)) || word;
  }

  function total(words, weigh) {
    return words.reduce((sum, word) => sum + weigh(word), 0);
  }

  function scoreOf(words, weight, answer, weights) {
    let likeness = 0;
    for (const phrase of answer.phrases) {
      const shared = total(words.filter((word) => phrase.includes(word)), (word) => weights[word]);
      if (shared) likeness = Math.max(likeness, shared / Math.sqrt(weight * total(phrase, (word) => weights[word])));
    }
    const about = total(words.filter((word) => Object.hasOwn(answer.about, word)), (word) => weights[word] * answer.about[word]);
    return Math.floor((likeness + (weight ? about / weight : 0)) * 1e6 + 0.5) / 1e6;
  }

  /** The answers that fit, at most rules.suggestions, the best first; none when nothing fits. */
  function suggest(asked, rules) {
    const weights = rules.weights;
    const telling = [...new Set(tokens(asked, rules.words).map((word) => known(word, weights)))];
    const weight = total(telling, (word) => (Object.hasOwn(weights, word) ? weights[word] : rules.unknown));
    return rules.answers
      .map((answer, position) => ({ answer, position, score: scoreOf(telling, weight, answer, weights) }))
      .filter((one) => one.score >= rules.floor)
      .sort((one, other) => other.score - one.score || one.position - other.position)
      .slice(0, rules.suggestions)
      .map((one) => one.answer);
  }

  function start(box, rules) {
    const input = box.querySelector("input");
    const status = box.querySelector("[role=status]");
    const list = box.querySelector("ul");
    let waiting = 0;

    function show() {
      const asked = input.value.trim();
      const found = asked ? suggest(asked, rules) : [];
      list.replaceChildren(...found.map((answer) => {
        const item = document.createElement("li"), link = document.createElement("a");
        link.href = answer.id + "/";
        link.textContent = answer.question;
        item.append(link);
        return item;
      }));
      if (!asked) status.textContent = "";
      else if (!found.length) status.textContent = "No answer fits these words. Try other words, look through the list below, or see how to ask the force.";
      else if (found.length === 1) status.textContent = "One answer may fit: " + found[0].question;
      else status.textContent = found.length + " answers may fit. The first: " + found[0].question;
    }

    // A short wait, so that a screen reader is not told about every letter.
    input.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(show, 250); });
    box.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(waiting); show(); });
    box.hidden = false;
    if (input.value) show();
  }

  const box = typeof document === "object" && document.querySelector("form[data-ask]");
  if (box) {
    // Without the file the box stays hidden; the list of all questions is below it in any case.
    fetch(box.dataset.ask).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((rules) => start(box, rules)).catch(() => undefined);
  }

  return { suggest };
})();

if (typeof module === "object") module.exports = lfrAsk;
