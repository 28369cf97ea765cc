// A question of a letter with every choice made, function by function as scripts/lfr/letters/questions.py does: a change here is a change
// there, and a test compares the two. letter.js puts the letter together.
const LetterQuestions = (() => {
  "use strict";

  const NEITHER = "neither confirm nor deny";
  const OPEN = "to be decided";
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  const sayDay = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  };
  const sayList = (items) => items.length > 1 ? `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}` : items.join("");
  const sayNumbered = (noun, numbers) => `${noun}${numbers.length > 1 ? "s" : ""} ${sayList(numbers.map(String))}`;
  const sectionOf = (cited) => (cited.match(/^\d+[A-Z]?/) || [""])[0];
  const distinct = (items) => [...new Set(items)];

  function limbsOf(cited) {
    const number = sectionOf(cited);
    const found = [number];
    let above = number;
    for (const bracket of cited.match(/\([0-9A-Za-z]+\)/g) || []) {
      const isNumber = /\d/.test(bracket[1]);
      if (isNumber) above = number + bracket;
      found.push(isNumber ? above : above + bracket);
    }
    return found;
  }

  const neitherOf = (fragments, cited) => (fragments.sections[sectionOf(cited)].neither || { cited: "" }).cited;
  const isNeither = (fragments, cited) => limbsOf(cited).includes(neitherOf(fragments, cited));

  function resolved(letter, number, one) {
    const fragments = letter.fragments;
    const answers = one.answers.map((name) => fragments.answers[name]);
    const covers = fragments.covers[one.use_case ? "use_case" : "all"];
    const known = new Map(covers.years.map((year) => [year.year, year]));
    const isAbout = answers.some((answer) => answer.by_year || answer.is_list) || isLimited(fragments, one);
    const asked = isAbout ? distinct(one.years).sort((a, b) => a - b) : [];
    const meant = asked.length || !one.day ? asked : [Number(one.day.slice(0, 4))];
    const years = meant.filter((year) => known.has(year)).map((year) => known.get(year));
    const nearby = isLimited(fragments, one) ? rowsOf(fragments, one) : [];
    const rows = isLimited(fragments, one) ? nearby.filter((row) => ["", row.borough].includes(one.borough || "")) : null;
    const shared = nearby.filter((row) => row.borough !== one.borough && fragments.places[row.place].also_in.includes(one.borough));
    let outside = isAbout ? outsideOf(letter, one, asked, known, covers) : [];
    const isCovered = one.day ? !outside.length : years.length > 0 || !asked.length;
    let decision = ["not held", NEITHER].includes(one.held) ? one.held : one.decision;
    decision = decision || standardDecision(fragments, answers, one, rows, isCovered, years);
    let sections = one.sections;
    if (!sections.length && !rows && isCovered && decision === answers[0].decision) {
      sections = answers.filter((answer) => answer.decision === decision).flatMap((answer) => answer.sections);
    }
    sections = distinct(sections.map((cited) => cited === "21" ? "21(1)" : cited));
    const { gives, rests_on: restsOn } = fragments.known.decisions[decision];
    if (restsOn && !sections.some((cited) => sectionOf(cited) === sectionOf(restsOn))) sections.unshift(restsOn);
    if (gives && sections.some((cited) => sectionOf(cited) !== "21")) decision = "disclosed in part";
    if (decision === "not held") sections = [];
    if (decision === NEITHER) {
      const found = sections.filter((cited) => neitherOf(fragments, cited));
      sections = distinct(found.map((cited) => isNeither(fragments, cited) ? cited : neitherOf(fragments, cited)));
    }
    const said = asked.map(String);
    const limit = sayLimit(letter, one);
    const time = sayTime(letter, one, years, covers);
    if (!gives && decision !== OPEN) outside = [];
    const counted = rows ? (years.length ? years : covers.years) : years.filter(() => answers.some((answer) => answer.by_year));
    const used = isCovered ? counted.map((year) => year.year) : [];
    const question = one.asked || answers[0].question;
    const about = { years, askedYears: said, outside, rows, shared, used, limit, time, isCovered };
    return { number, chosen: one, asked: question, answers, ...about, decision, sections, gives };
  }

  const counted = (one, answer) => answer.by_year && !one.rows ? one.years.map((year) => [year, answer.years[year.year]]) : [];

  /** The answers that the letter gives: of time that no record covers, none that is about deployments. */
  const saidOf = (one) => one.answers.filter((answer) => one.isCovered || !(answer.by_year || answer.is_list));

  const replyOf = (one) => one.rows ? "reply_of_rows" : "reply";

  const isLimited = (fragments, one) => fragments.known.limits.some((name) => one[name]);

  /** The deployments within every limit but the borough. */
  function rowsOf(fragments, one) {
    const limits = fragments.known.limits.filter((name) => name !== "borough");
    const found = fragments.rows.filter((row) => limits.every((name) => !one[name] || row[name] === one[name]));
    return found.filter((row) => !one.years.length || one.years.includes(row.year));
  }

  function standardDecision(fragments, answers, one, rows, isCovered, years) {
    for (const cited of one.sections) {
      const found = isNeither(fragments, cited) ? NEITHER : fragments.sections[sectionOf(cited)].decision;
      if (found !== "already published") return one.withheld && found === "refused" ? "disclosed in part" : found;
    }
    const standard = answers[0].decision;
    const counted = answers.filter((answer) => answer.by_year);
    const isHeld = (answer) => (rows || years).some((year) => answer.years[year.year].is_held);
    // That there was no deployment is an answer to a question about some.
    if (!isCovered || (counted.length && !(rows && !rows.length) && !counted.some(isHeld))) return OPEN;
    if (!rows) return standard;
    // What is published is the list: a part of it is given in the letter.
    return fragments.known.decisions[standard].gives ? "disclosed" : OPEN;
  }

  function sayLimit(letter, one) {
    const names = {
      place: one.place && letter.fragments.places[one.place].name,
      borough: one.borough,
      use_case: one.use_case,
      day: one.day && sayDay(one.day),
    };
    return Object.entries(names).filter(([, name]) => name).map(([kind, name]) => letter.say(`limit_${kind}`, { name })).join(" ");
  }

  function sayTime(letter, one, years, covers) {
    if (one.day) return "";
    if (!years.length) return letter.say("limit_span", { first: sayDay(covers.from), last: sayDay(covers.to) });
    return letter.say("limit_years", { name: sayList(years.map((year) => year.said)) });
  }

  function outsideOf(letter, one, years, known, covers) {
    if (one.day) return covers.from <= one.day && one.day <= covers.to ? [] : [sayDay(one.day)];
    if (!years.length) return [letter.say("before", { day: sayDay(covers.from) }), letter.say("after", { day: sayDay(covers.to) })];
    return years.flatMap((year) => known.has(year) ? known.get(year).outside : [String(year)]);
  }

  return { OPEN, counted, saidOf, replyOf, sayDay, sayList, sayNumbered, sectionOf, limbsOf, distinct, isNeither, resolved };
})();

if (typeof module !== "undefined") module.exports = LetterQuestions;
