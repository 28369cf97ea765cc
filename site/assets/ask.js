// The question box on the page of answers: which standard answers fit a question in somebody's own words. Nothing is sent anywhere.
//
// A question is cut into words; words that tell nothing apart here ("how", "police", a calendar year) go, endings go, and words for the
// same thing become one word. A word weighs more, the fewer answers it occurs in. The score of an answer is
//
//     the likeness of its best phrase (weight shared, over the geometric mean of both weights)
//   + the share of the question's weight that the answer's phrases deal with; a word counts in full when three of them have it.
//
// An unknown word that is one slip away from a known one ("wachlist") counts as that one.
const lfrAsk = (() => {
  "use strict";

  const { fold, prepare } = typeof module === "object" ? require("./words.js") : lfrWords;

  const SUGGESTIONS = 3;
  const FLOOR = 0.45; // the least score of a suggestion: a single common word in common does not make an answer
  const UNKNOWN = 2; // the weight of a word that no phrase has: it lowers the score of a question about something else
  const CENTRAL = 3;

  /** The words of a question that tell something, without endings, each once. */
  function tokens(asked, { stem, stop, sameAs }) {
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

  /** What `suggest` goes by, of the word lists and the answers of a file: the phrases of each as words, and the weight of each word. */
  function ready({ words, answers }) {
    const lists = prepare(words);
    const found = answers.map((answer) => {
      const phrases = [answer.question, ...answer.asked].map((one) => tokens(one, lists)).filter((one) => one.length);
      const counts = new Map();
      for (const word of phrases.flat()) counts.set(word, (counts.get(word) || 0) + 1);
      return { id: answer.id, question: answer.question, phrases, about: new Map([...counts].map(([word, count]) => [word, Math.min(1, count / CENTRAL)])) };
    });
    const foundIn = new Map();
    for (const word of found.flatMap(({ about }) => [...about.keys()])) foundIn.set(word, (foundIn.get(word) || 0) + 1);
    const weights = new Map([...foundIn].sort().map(([word, count]) => [word, Math.log(1 + found.length / count)]));
    return { lists, weights, answers: found };
  }

  /** The word itself, or the first known one (in the order of the alphabet) that is one slip away. */
  function known(word, weights) {
    if (weights.has(word) || word.length < 5) return word;
    return [...weights.keys()].find((one) => one.length > 3 && isOneSlip(word, one)) || word;
  }

  function total(words, weigh) {
    return words.reduce((sum, word) => sum + weigh(word), 0);
  }

  function scoreOf(words, weight, answer, weights) {
    const weigh = (word) => weights.get(word);
    let likeness = 0;
    for (const phrase of answer.phrases) {
      const shared = total(words.filter((word) => phrase.includes(word)), weigh);
      if (shared) likeness = Math.max(likeness, shared / Math.sqrt(weight * total(phrase, weigh)));
    }
    const about = total(words.filter((word) => answer.about.has(word)), (word) => weigh(word) * answer.about.get(word));
    // In millionths: the last bit of a sum never decides between two answers.
    return Math.floor((likeness + (weight ? about / weight : 0)) * 1e6 + 0.5) / 1e6;
  }

  /** The answers that fit, the best first; none when nothing fits. `rules` is what `ready` made. */
  function suggest(asked, { lists, weights, answers }) {
    const telling = [...new Set(tokens(asked, lists).map((word) => known(word, weights)))];
    const weight = total(telling, (word) => weights.get(word) || UNKNOWN);
    return answers
      .map((answer, position) => ({ answer, position, score: scoreOf(telling, weight, answer, weights) }))
      .filter((one) => one.score >= FLOOR)
      .sort((one, other) => other.score - one.score || one.position - other.position)
      .slice(0, SUGGESTIONS)
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
      .then((given) => start(box, ready(given))).catch(() => undefined);
  }

  return { ready, suggest };
})();

if (typeof module === "object") module.exports = lfrAsk;
