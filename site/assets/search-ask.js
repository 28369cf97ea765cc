// In the site's search: at most three standard answers for the words typed, above the pages that the search finds.
// The scorer is that of ask.js; its file and its parameters are loaded when the search is first used.
(function () {
  "use strict";
  const here = document.currentScript.src;
  const input = document.querySelector(".md-search__input");
  const results = document.querySelector(".md-search-result");
  if (!input || !results) return;

  const box = document.createElement("div");
  box.className = "lfr-search-answers";
  box.hidden = true;
  const title = document.createElement("p");
  title.setAttribute("role", "status");
  const list = document.createElement("ul");
  box.append(title, list);
  results.prepend(box);

  let rules = null;
  let waiting = 0;

  function load() {
    input.removeEventListener("focus", load);
    const ready = window.lfrSuggest
      ? Promise.resolve()
      : new Promise(function (done, failed) {
          const script = document.createElement("script");
          script.src = new URL("ask.js", here).href;
          script.onload = done;
          script.onerror = failed;
          document.head.append(script);
        });
    ready
      .then(() => fetch(new URL("../met/answers/ask.json", here)))
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .then((found) => { rules = found; show(); })
      .catch(() => undefined); // the search itself works without
  }

  function show() {
    const asked = input.value.trim();
    const found = rules && asked ? window.lfrSuggest(asked, rules) : [];
    box.hidden = found.length === 0;
    title.textContent = found.length === 1 ? "One answer may fit" : found.length + " answers may fit";
    list.replaceChildren(...found.map(function (answer) {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = new URL("../met/answers/" + answer.id + "/", here).href;
      link.textContent = answer.question;
      item.append(link);
      return item;
    }));
  }

  input.addEventListener("focus", load);
  input.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(show, 250); });
  if (document.activeElement === input) load();
})();
