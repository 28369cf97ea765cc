// The page of the search: /search/?q=croydon. Everything happens in the page; nothing that is typed is sent anywhere.
// The index (search/index.json) and the engine are loaded on first use.
(function () {
  "use strict";

  const { KINDS, prepare, find, summary } = lfrSearch;
  const FIRST = 5; // results of a kind before “show all”
  const form = document.querySelector("form[data-search]");
  const assets = document.currentScript.src;
  if (form) start();

  function start() {
    const input = form.querySelector("input[name=q]");
    const said = document.getElementById("search-said");
    const list = document.getElementById("search-results");
    const root = new URL("..", assets);
    let ready = null, shown = null, waiting = 0;

    function loadEngine() {
      return new Promise((done, failed) => {
        const element = document.createElement("script");
        element.src = new URL("vendor/minisearch.js", assets).href;
        element.onload = done;
        element.onerror = failed;
        document.head.append(element);
      });
    }

    // Once, on first use.
    function load() {
      if (!ready) {
        const index = fetch(form.dataset.search).then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))));
        ready = Promise.all([index, loadEngine()]).then(([found]) => prepare(found, window.MiniSearch));
        ready.catch(() => { ready = null; });
      }
      return ready;
    }

    function make(name, text, ...children) {
      const element = document.createElement(name);
      element.textContent = text;
      element.append(...children);
      return element;
    }

    function item(one) {
      const link = make("a", one.title);
      link.href = new URL(one.address.slice(1), root).href;
      const line = make("li", "", link);
      if (one.excerpt) line.append(make("p", one.excerpt));
      return line;
    }

    function group({ kind, items }) {
      const heading = make("h2", KINDS[kind].heading);
      heading.id = "found-" + kind;
      const lines = items.map(item);
      const section = make("section", "", heading, make("ul", "", ...lines));
      section.setAttribute("aria-labelledby", heading.id);
      if (lines.length > FIRST) {
        lines.slice(FIRST).forEach((line) => { line.hidden = true; });
        const more = make("button", "Show all " + lines.length + " " + KINDS[kind].many);
        more.type = "button";
        more.addEventListener("click", () => {
          lines.forEach((line) => { line.hidden = false; });
          lines[FIRST].querySelector("a").focus();
          more.remove();
        });
        section.append(more);
      }
      return section;
    }

    function hint(asked, result) {
      const lines = [];
      if (result.meant) lines.push(make("p", "Nothing has “" + asked + "”. These are the results for “" + result.meant + "”."));
      if (!result.total) {
        const browse = make("a", "browse the lists below");
        browse.href = "#browse";
        lines.push(make("p", "Try fewer or other words, a place, a date such as 11/07/24, or ", browse, "."));
      }
      return lines;
    }

    async function show() {
      clearTimeout(waiting);
      const asked = input.value.trim().slice(0, 200);
      if (asked === shown) return;
      shown = asked;
      history.replaceState(null, "", location.pathname + (asked ? "?q=" + encodeURIComponent(asked) : ""));
      if (!asked) {
        said.textContent = "";
        list.replaceChildren();
        return;
      }
      if (!ready) said.textContent = "Loading the index of this site …";
      try {
        const engine = await load();
        if (asked !== shown) return; // something else was typed meanwhile
        const result = find(asked, engine);
        said.textContent = summary(result.meant || asked, result);
        list.replaceChildren(...hint(asked, result), ...result.groups.map(group));
      } catch {
        shown = null;
        said.textContent = "The index could not be loaded. Try again, or browse the lists below.";
      }
    }

    input.addEventListener("focus", () => { load().catch(() => undefined); }, { once: true });
    // A short wait, so that a screen reader is not told about every letter.
    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 300); });
    form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    form.hidden = false;
    document.getElementById("search-without").hidden = true;
    input.value = new URLSearchParams(location.search).get("q") || "";
    if (input.value) show();
    else if (!location.hash) input.focus({ preventScroll: true }); // the lens of a small screen leads here
  }
})();
