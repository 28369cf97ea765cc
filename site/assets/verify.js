// "Count again" on the page of a figure: fetches the published file of deployments, counts the measure anew from its rows,
// and shows the result and the rows beside ours. Nothing is sent anywhere; from a folder, where no file can be fetched, the
// button does not appear. How the measure is counted stands in the page, made from the same rules as the API.
(function () {
  "use strict";
  const Z = 1.959964; // of a 95% confidence interval (Wilson), as in the SQL

  // A CSV file as a list of objects. Cells may be quoted, and hold commas, quotes (doubled) and line breaks.
  function parse(text) {
    const lines = [];
    let line = [], cell = "", quoted = false;
    for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i += 1) {
      const c = text[i];
      if (quoted) {
        if (c !== '"') cell += c;
        else if (text[i + 1] === '"') { cell += c; i += 1; } else quoted = false;
      } else if (c === '"' && cell === "") quoted = true;
      else if (c === ",") { line.push(cell); cell = ""; }
      else if (c === "\n" || c === "\r") {
        if (c === "\r" && text[i + 1] === "\n") i += 1;
        line.push(cell); lines.push(line); line = []; cell = "";
      } else cell += c;
    }
    if (cell || line.length) { line.push(cell); lines.push(line); }
    const head = lines.shift() || [];
    return lines.filter((one) => one.length > 1 || one[0]).map((one) => Object.fromEntries(head.map((name, i) => [name, one[i]])));
  }

  // What a cell holds: nothing for an empty one and for a symbol such as [x], which says why there is no value.
  const known = (cell) => (cell === undefined || cell === "" || /^\[[a-z]+\d?\]$/.test(cell) ? null : cell);
  const number = (cell) => (known(cell) === null || !Number.isFinite(Number(cell)) ? null : Number(cell));
  const add = (numbers) => numbers.reduce((sum, one) => sum + one, 0);

  function wilson(k, n) {
    const p = k / n, z2 = (Z * Z) / n, middle = p + z2 / 2, half = Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n));
    return [k === 0 ? 0 : Math.max(0, (middle - half) / (1 + z2)), k === n ? 1 : Math.min(1, (middle + half) / (1 + z2))];
  }

  // One measure from the rows of one force and year: its value (null: the rows do not hold it) and the rows counted.
  function recount(rows, rule) {
    let used = rows.filter((row) => !rule.where || Object.entries(rule.where).every(([name, is]) => row[name] === String(is)));
    const column = rule.column, held = (row) => number(row[column]) !== null;
    if (rule.how === "count") return { value: used.length, rows: used };
    if (rule.how === "distinct") {
      used = used.filter((row) => known(row[column]) !== null);
      return { value: new Set(used.map((row) => row[column])).size, rows: used };
    }
    if (rule.how === "rate" || rule.how === "per_hour") {
      used = used.filter((row) => held(row) && number(row[rule.over]) !== null);
      const k = add(used.map((row) => number(row[column]))), n = add(used.map((row) => number(row[rule.over])));
      const isRate = rule.how === "rate", [lower, upper] = n && isRate ? wilson(k, n) : [null, null];
      return { value: n ? (isRate ? k : 60 * k) / n : null, numerator: k, denominator: n, lower, upper, rows: used };
    }
    used = used.filter(held);
    const numbers = used.map((row) => number(row[column])).sort((a, b) => a - b), last = numbers.length - 1;
    if (rule.how === "sum") return { value: numbers.length || !rows.length ? add(numbers) : null, rows: used };
    if (last < 0) return { value: null, rows: used };
    const found = { minimum: numbers[0], maximum: numbers[last], median: (numbers[Math.floor(last / 2)] + numbers[Math.ceil(last / 2)]) / 2 };
    return { value: found[rule.how], rows: used };
  }

  // A rate is the same when its two counts are; two programs may divide to another last digit.
  const near = (a, b) => a === b || (a !== null && b !== null && Math.abs(a - b) < 1e-9);
  const isSame = (found, ours) => (found.numerator === undefined
    ? near(found.value, ours.value)
    : found.numerator === ours.numerator && found.denominator === ours.denominator && ["value", "lower", "upper"].every((name) => near(found[name], ours[name])));

  if (typeof module === "object" && module.exports) { module.exports = { parse, recount, isSame }; return; }
  const data = document.getElementById("lfr-verify");
  if (!data || location.protocol === "file:") return;
  const page = JSON.parse(data.textContent), files = {};

  function rowsOf(file) {
    files[file] = files[file] || fetch(file).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status)))).then(
      (text) => parse(text).filter((row) => row.publisher === page.publisher && row.deployment_year === String(page.year)),
    ).catch((error) => { delete files[file]; throw error; });
    return files[file];
  }

  function make(tag, attributes, ...inside) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  }

  const count = (value) => (value === null ? "no value" : value.toLocaleString("en-GB", { maximumFractionDigits: 2 }));
  function said(found, unit) {
    if (found.numerator === undefined) return unit === "minutes" && found.value !== null ? Math.floor(found.value / 60).toLocaleString("en-GB") + " h " + String(found.value % 60).padStart(2, "0") + " min" : count(found.value);
    if (found.value !== null && found.lower === null) return count(found.numerator) + " in " + count(found.denominator) + " minutes, that is " + found.value.toPrecision(4) + " per hour";
    return found.value === null ? (found.rows.length ? "no cases that year" : "no deployment") : count(found.numerator) + " of " + count(found.denominator) + ", that is " + found.value.toPrecision(4)
      + " (95% confidence interval " + found.lower.toPrecision(4) + " to " + found.upper.toPrecision(4) + ")";
  }

  function sentence(found, ours, rule, which) {
    return (isSame(found, ours) ? "The same" : "NOT the same") + ": your browser counts " + said(found, rule.unit) + which + ", we publish " + ours.said + ".";
  }

  function rowList(found, rule) {
    const names = [rule.column, rule.over].filter(Boolean);
    return make("details", {}, make("summary", {}, "The " + count(found.rows.length) + " rows"), make("ul", { class: "lfr-verify-rows" }, ...found.rows.map((row) =>
      make("li", {}, make("a", { href: "#" + row.deployment_id }, row.deployment_id), " " + [row.deployment_date, row.location, ...names.filter((name) => name !== "deployment_date").map((name) => name.replaceAll("_", " ") + " " + row[name])].join(", ")))));
  }

  const HOW = { count: "Number of rows", sum: "Sum of", distinct: "Different values of", minimum: "Smallest", median: "Median", maximum: "Largest", rate: "Sum of", per_hour: "60 times sum of" };
  const how = (rule) => [HOW[rule.how], (rule.column || "").replaceAll("_", " "), rule.over ? "over sum of " + rule.over.replaceAll("_", " ") : "",
    ...Object.entries(rule.where || {}).map(([name, is]) => (is ? "with " : "without ") + name.replaceAll("_", " "))].filter(Boolean).join(" ");

  async function check(name) {
    const rule = page.measures[name], rows = await rowsOf(page.file), found = recount(rows, rule);
    let same = isSame(found, rule);
    const lines = [make("p", {}, make("strong", {}, sentence(found, rule, rule, "")), " " + how(rule) + ": " + count(found.rows.length) + " of the " + count(rows.length)
      + " rows of this force and year in ", make("a", { href: page.file }, "deployments_plain.csv"), ".")];
    if (rule.published) {
      const as = recount(await rowsOf(page.as_published), rule);
      same = same && isSame(as, rule.published);
      lines.push(make("p", {}, make("strong", {}, sentence(as, rule.published, rule, " without corrections")), " From ", make("a", { href: page.as_published }, "deployments_as_published_plain.csv"), "."));
    }
    if (found.rows.length) lines.push(rowList(found, rule));
    return { same, lines, text: lines[0].textContent };
  }

  const [name] = Object.keys(page.measures), button = make("button", { type: "button" }, "Count again"), place = make("div", { class: "lfr-verify" });
  const status = make("p", { role: "status" }), found = make("div", {});
  place.append(status, found);

  // A file that does not come says so instead of showing a number.
  button.addEventListener("click", async () => {
    status.textContent = "Counting…";
    found.replaceChildren();
    try {
      const { same, lines } = await check(name);
      status.textContent = same ? "Counted again in this browser: the same." : "Counted again in this browser: NOT the same.";
      found.replaceChildren(...lines, make("p", {}, make("a", { href: page.more }, "Check it without this page")));
    } catch (error) {
      status.textContent = "Nothing was counted: the file with the deployments could not be fetched (" + error.message + ").";
    }
  });
  const row = document.querySelector(".lfr-actions");
  row.append(button);
  row.after(place);
})();
