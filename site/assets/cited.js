// A link to a figure may carry the value it cites (?cited=180&release=1.0.0). The reader is told on arrival whether that is
// still the figure. On the page of a year the anchor names the figure. The history of every figure stands on its own page
// without any script.
(() => {
  "use strict";

  // A link to a deployment on the page of its year is older than the page of deployments: there it is now.
  const moved = document.querySelector("[data-moved-to]");
  const follow = () => {
    const anchor = decodeURIComponent(window.location.hash.slice(1));
    if (moved && anchor && anchor !== moved.id && moved.contains(document.getElementById(anchor))) window.location.replace(`${moved.dataset.movedTo}#${anchor}`);
  };
  follow();
  window.addEventListener("hashchange", follow);

  const place = document.querySelector(".lfr-cited[data-history]");
  const asked = new URLSearchParams(window.location.search);
  const cited = (asked.get("cited") || "").trim();
  // Numbers only (180, 1,242, 97.9%, 1 of 6): a link must not put a sentence of its own on this site.
  if (!place || !/^\d[\d.,\s]{0,15}%?( (of|to) \d[\d.,\s]{0,15}%?)?$/.test(cited)) return;

  // 1,242 and 1 242 are one number.
  const plain = (text) => text.replace(/[,\s\u00a0]/g, "");
  const isNumber = (text) => /^\d+(\.\d+)?$/.test(text);

  // Whether a cited text is the value of a step. A percentage is compared with as many decimals as were cited.
  const same = (step) => {
    const text = plain(cited);
    const percent = /^(\d+(?:\.(\d+))?)%$/.exec(text);
    if (percent && isNumber(step.value)) return (Number(step.value) * 100).toFixed((percent[2] || "").length) === percent[1];
    if (isNumber(text) && isNumber(step.value)) return Math.abs(Number(text) - Number(step.value)) < 1e-9;
    // A rate may be cited as it is said, with or without its counts: “1 of 6”.
    return [step.said, step.said.split(" (")[0]].some((said) => text.toLowerCase() === plain(said).toLowerCase());
  };

  const named = (step) => (step.release ? `release ${step.release} of ${step.date}` : "figures not yet released");

  // What release a value was cited from: the last step that is not newer than the release of the link.
  const at = (steps, release) => {
    const key = (version) => version.split(".").map(Number);
    const older = (one, other) => {
      const [a, b] = [key(one), key(other)];
      return (a[0] - b[0] || a[1] - b[1] || a[2] - b[2]) <= 0;
    };
    return steps.filter((step) => step.release && older(step.release, release)).pop();
  };

  const answer = (steps, asked, releases) => {
    const now = steps[steps.length - 1];
    const release = releases.includes(asked) ? asked : "";
    const from = release ? `, release ${release}` : asked ? " of a release that there is not" : "";
    if (same(now)) {
      return `Unchanged. The link cites ${cited}${from}; the figure is ${now.said}.`;
    }
    const known = steps.filter(same).pop();
    if (known) {
      const why = steps.slice(steps.indexOf(known) + 1).map((step) => step.why).filter(Boolean).join(" ");
      return `Changed since it was cited. It was ${known.said} (${named(known)}); it is ${now.said} (${named(now)}).${why ? ` Why: ${why}` : ""}`;
    }
    const then = release && at(steps, release);
    const stood = then ? ` In release ${release} the figure was ${then.said}.` : "";
    return `Not a value of this figure. The link cites ${cited}${from}; the figure is ${now.said}, and no release has the cited value.${stood}`;
  };

  const show = (text) => {
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => place.replaceChildren());
    const said = document.createElement("p");
    said.textContent = text;
    place.replaceChildren(said, close);
  };

  const tell = async () => {
    const anchor = decodeURIComponent(window.location.hash.slice(1));
    const release = (asked.get("release") || "").trim();
    try {
      const response = await fetch(place.dataset.history);
      if (!response.ok) throw new Error(String(response.status));
      const history = await response.json();
      const steps = history.figures[place.dataset.figure || `${place.dataset.year}#${anchor}`];
      show(steps
        ? answer(steps, release, history.releases)
        : `The link cites ${cited}, but names no figure of this page.`);
      // The note stays at the top while the figure is looked at: the figure must not lie under it.
      document.getElementById(anchor)?.scrollIntoView({ block: "center" });
    } catch {
      show(`The link cites ${cited}. The history of the figure could not be loaded; it stands on the page of the figure.`);
    }
  };

  tell();
  window.addEventListener("hashchange", tell);
})();
