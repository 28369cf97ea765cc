// Sorts and filters the rows of one table in the page; the address keeps the choice (?year=2024&place=croydon&sort=alerts).
// Without this script the form stays hidden, the headings are plain, and every row shows. Nothing is sent anywhere.
(function () {
  "use strict";

  const SHOW = {
    arrests: { says: "with arrests", keeps: (row) => row.counts.arrests > 0 },
    "false-alerts": { says: "with false alerts", keeps: (row) => row.counts["false"] > 0 },
    corrected: { says: "with a correction", keeps: (row) => row.marks.includes("corrected") },
    "stopped-early": { says: "stopped early", keeps: (row) => row.marks.includes("stopped-early") },
  };
  const collator = new Intl.Collator("en-GB", { numeric: true });

  /** The words of a heading as they stand in an address: "Faces seen (estimate)" is "faces-seen". */
  function keyOf(heading) {
    return (heading.replace(/\(.*?\)/g, "").toLowerCase().match(/[a-z0-9]+/g) || []).join("-");
  }

  /** What a cell is sorted by: the value that the page gives with it, else its text; null for a cell without a value. */
  function valueOf(text, given, isNumber) {
    const value = given ?? text.trim();
    if (value === "") return null; // such rows come last, whichever way the others stand
    return isNumber ? Number(value) : value;
  }

  /** The order of two values, `down` for the highest first. */
  function compare(one, other, isDown) {
    if (one === null || other === null) return (one === null) - (other === null);
    const order = typeof one === "number" && typeof other === "number" ? one - other : collator.compare(String(one), String(other));
    return isDown ? -order : order;
  }

  /** Words as they are compared: no marks, no apostrophes, single spaces, so that b'way finds B’way. */
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  }

  /** Whether a row passes: the year, every word of the place asked for, and what it is to have. */
  function passes(row, state) {
    if (state.year && row.year !== state.year) return false;
    if (!folded(state.place).split(" ").every((word) => row.where.includes(word))) return false;
    return !state.show || SHOW[state.show].keeps(row);
  }

  /** The choices in an address, without those that the page does not offer. */
  function stateIn(search, offered) {
    const given = new URLSearchParams(search);
    const one = (name, known) => (known.includes(given.get(name)) ? given.get(name) : "");
    const state = { year: one("year", offered.years), place: (given.get("place") || "").slice(0, 100), show: one("show", Object.keys(SHOW)) };
    const sort = one("sort", offered.columns);
    return { ...state, sort, order: sort ? one("order", ["up", "down"]) : "" };
  }

  /** The same choices as an address; nothing for the page as it is made. */
  function addressOf(state) {
    const kept = new URLSearchParams();
    for (const name of ["year", "place", "show", "sort", "order"]) if (state[name]) kept.set(name, state[name]);
    const search = kept.toString();
    return search ? "?" + search : "";
  }

  if (typeof module === "object" && module.exports) {
    module.exports = { keyOf, valueOf, compare, passes, stateIn, addressOf };
    return;
  }

  const form = document.querySelector("form[data-filters]");
  const table = form && document.querySelector(form.dataset.filters);
  if (table) start();

  function start() {
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    const columns = heads.map((head) => ({ head, key: keyOf(head.textContent), title: head.textContent, isNumber: head.classList.contains("lfr-number") }));
    // Read when a reader first sorts or filters: reading three hundred rows keeps a slow phone busy for half a second.
    let known = null;
    const rows = () => (known ??= Array.from(body.rows, (element, position) => read(element, position)));
    // A table of something else than deployments has words to look for and no more.
    const { year, show, place } = form.elements;
    const fields = [year, place, show].filter(Boolean);
    const noun = form.dataset.noun || "deployments";
    const offered = { years: year ? Array.from(year.options, (option) => option.value).filter(Boolean) : [], columns: year ? columns.map((one) => one.key) : [] };
    const said = form.querySelector("[role=status]");
    let state = stateIn(location.search, offered);
    let waiting = 0;

    function own(cell) {
      return Array.from(cell.childNodes, (node) => (node.nodeName === "SMALL" ? "" : node.textContent)).join("");
    }

    function read(element, position) {
      const cells = Array.from(element.cells);
      if (!year) return { element, position, where: folded(cells[0].textContent + " " + cells[0].querySelector("a")?.getAttribute("href")), marks: [] };
      const number = (key) => valueAt(element, columns.findIndex((one) => one.key === key));
      const link = cells[1].querySelector("a");
      return {
        element,
        position,
        year: cells[0].dataset.sort.slice(0, 4),
        where: folded(own(cells[1]) + " " + own(cells[3]) + " " + (link ? link.getAttribute("href") : "")),
        counts: { arrests: number("arrests"), "false": number("false") },
        marks: (element.dataset.is || "").split(" "),
      };
    }

    function valueAt(element, index) {
      const cell = element.cells[index];
      // Where a row is printed: the document first, then its page and row, all of which stand in the link.
      const link = columns[index].key === "printed-at" ? cell.querySelector("a").getAttribute("href") : cell.dataset.sort;
      return valueOf(own(cell), link, columns[index].isNumber);
    }

    function isDown() {
      const column = columns.find((one) => one.key === state.sort);
      return state.order ? state.order === "down" : Boolean(column && column.isNumber);
    }

    function arrange() {
      const index = Math.max(0, offered.columns.indexOf(state.sort));
      const down = isDown();
      for (const row of rows()) row.value = valueAt(row.element, index);
      const ordered = state.sort ? [...rows()].sort((one, other) => compare(one.value, other.value, down) || one.position - other.position) : rows();
      const all = document.createDocumentFragment();
      for (const row of ordered) all.append(row.element);
      body.append(all);
      columns.forEach((column, position) => {
        if (position === index) column.head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else column.head.removeAttribute("aria-sort");
      });
    }

    function filter() {
      let shown = 0;
      for (const row of rows()) {
        const keep = passes(row, state);
        if (row.element.hidden === keep) row.element.hidden = !keep;
        shown += keep ? 1 : 0;
      }
      const column = state.sort && columns.find((one) => one.key === state.sort);
      const ways = !column || column.key === "date" ? ["earliest first", "latest first"] : column.isNumber ? ["lowest first", "highest first"] : ["from A to Z", "from Z to A"];
      const order = column ? ", sorted by " + column.title.toLowerCase() + ", " + ways[Number(isDown())] : "";
      const what = state.show ? ", those " + SHOW[state.show].says : "";
      say(shown, what + order);
    }

    function say(shown, how) {
      said.textContent = shown.toLocaleString("en-GB") + " of " + body.rows.length.toLocaleString("en-GB") + " " + noun + " shown" + how + ".";
    }

    function fill() {
      for (const field of fields) field.value = state[field.name];
    }

    function change(changes, isSort) {
      clearTimeout(waiting);
      state = { ...state, ...changes };
      history.replaceState(null, "", location.pathname + addressOf(state));
      if (isSort) arrange();
      filter();
    }

    // An address of one deployment shows that deployment, whatever was filtered.
    function toTarget() {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !body.contains(target)) return;
      if (target.hidden) {
        state = { ...state, year: "", place: "", show: "" };
        history.replaceState(null, "", location.pathname + addressOf(state) + location.hash);
        fill();
        filter();
      }
      target.scrollIntoView({ block: "center" });
    }

    for (const column of columns) {
      const button = column.head.querySelector(".lfr-sort");
      if (!button) continue;
      button.disabled = false;
      button.addEventListener("click", () => {
        const current = state.sort || columns[0].key;
        const down = current === column.key ? !isDown() : column.isNumber;
        change({ sort: column.key, order: down === column.isNumber ? "" : down ? "down" : "up" }, true);
      });
    }
    place.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => change({ place: place.value.trim() }), 200);
    });
    form.addEventListener("change", () => change(Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]))));
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      change({ year: "", place: "", show: "", sort: "", order: "" }, Boolean(year));
      fill();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    window.addEventListener("hashchange", toTarget);

    fill();
    form.hidden = false;
    if (addressOf(state)) {
      if (year) arrange();
      filter();
    } else {
      if (year) heads[0].setAttribute("aria-sort", "ascending"); // as the page is made
      say(body.rows.length, "");
    }
    toTarget();
  }
})();
