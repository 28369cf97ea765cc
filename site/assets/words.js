// How a text is cut into words, for the search and for the question box. Their files hold the lists (data/foi/synonyms.toml).
const lfrWords = (() => {
  "use strict";

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
  const monthOf = (name) => MONTHS.findIndex((month) => month.toLowerCase().startsWith(name)) + 1;
  const yearOf = (text) => (text.length === 2 ? "20" + text : text);

  // Each form of a date: how it is written, and [year or "", month, day or 0] of what was found.
  const DATES = [
    [/\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b/g, (found) => [yearOf(found[3]), Number(found[2]), Number(found[1])]],
    [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, (found) => [found[1], Number(found[2]), Number(found[3])]],
    [new RegExp("\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTH + ",? (\\d{4}|\\d{2})\\b", "g"), (found) => [yearOf(found[3]), monthOf(found[2]), Number(found[1])]],
    [new RegExp("\\b" + MONTH + " (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b", "g"), (found) => [found[3], monthOf(found[1]), Number(found[2])]],
    [new RegExp("\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? " + MONTH + "(?![a-z0-9])", "g"), (found) => ["", monthOf(found[2]), Number(found[1])]],
    [new RegExp("\\b" + MONTH + ",? (\\d{4})\\b", "g"), (found) => [found[2], monthOf(found[1]), 0]],
  ];

  /** Lower case without accents and apostrophes. */
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f'’‘]/g, "").toLowerCase();
  }

  /** The dates in a folded text as [{year, month, day}], and the text without them. */
  function datesIn(text) {
    const dates = [];
    let rest = text;
    for (const [form, read] of DATES) {
      rest = rest.replace(form, (...found) => {
        const [year, month, day] = read(found);
        if (month < 1 || month > 12 || day > 31) return found[0];
        dates.push({ year, month, day });
        return " ";
      });
    }
    return { dates, rest };
  }

  /** Folded, without the commas of thousands; the id of a deployment (met-0087) is one word. */
  function folded(text) {
    return fold(text).replace(/(\d),(?=\d{3}\b)/g, "$1").replace(/\b([a-z]+)-(\d{4})\b/g, "$1$2");
  }

  const two = (number) => String(number).padStart(2, "0");

  /** The one word by which a date, a day of any year, or a month is looked for. */
  function wordOf(date) {
    if (!date.day) return "m" + date.year + two(date.month);
    return date.year ? "d" + date.year + two(date.month) + two(date.day) : "a" + two(date.month) + two(date.day);
  }

  /** The words by which a text is found: its own, and those of each date in it. */
  function words(text) {
    const plain = folded(text);
    const found = plain.match(/[a-z0-9]+/g) || [];
    for (const date of datesIn(plain).dates) {
      found.push(wordOf(date));
      if (date.day && date.year) found.push(wordOf({ ...date, day: 0 }), wordOf({ ...date, year: "" }));
    }
    return found;
  }

  // The first ending that fits is taken off a word and replaced.
  const ENDINGS = [["ments", ""], ["ment", ""], ["ies", "y"], ["ings", ""], ["ing", ""], ["ed", ""], ["es", ""], ["s", ""]];

  /** What the lists say: `stem` of a word, `stop` and `askedOnly` words, `sameAs` (the list that a stem stands in), `phrases`. */
  function prepare(lists) {
    function stem(word) {
      if (/^\d+$/.test(word)) return word.replace(/^0+(?=\d)/, "");
      for (const [ending, instead] of ENDINGS) {
        if (word.endsWith(ending) && word.length - ending.length >= 3) {
          word = word.slice(0, word.length - ending.length) + instead;
          break;
        }
      }
      if (word.length > 3 && word[word.length - 1] === word[word.length - 2]) word = word.slice(0, -1);
      return word.length > 3 && word.endsWith("e") ? word.slice(0, -1) : word;
    }
    const sameAs = new Map(lists.same.flatMap((list) => list.map((word) => [stem(word), list])));
    return { stem, sameAs, stop: new Set(lists.stop), askedOnly: new Set(lists.asked_only), phrases: lists.phrases };
  }

  return { MONTHS, datesIn, fold, folded, prepare, wordOf, words };
})();

if (typeof module === "object") module.exports = lfrWords;
