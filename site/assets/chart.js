// Explore a chart: after a click its values are read one by one, by arrow keys or pointer, and announced. Without this script
// nothing is missing: every value is in the sentence and the table of the chart.
(function () {
  "use strict";
  const NS = "http://www.w3.org/2000/svg";
  let count = 0;

  function make(tag, text, where, attributes) {
    const element = document.createElement(tag);
    element.textContent = text;
    Object.entries(attributes || {}).forEach(function (pair) { element.setAttribute(pair[0], pair[1]); });
    where.append(element);
    return element;
  }

  // In reading order: lines from top to bottom, in a line from left to right; columns of one baseline by x alone.
  function inOrder(marks) {
    const placed = marks.map(function (mark) {
      const box = mark.getBBox();
      return { mark: mark, box: box, x: box.x + box.width / 2, y: box.y + box.height / 2, foot: box.y + box.height };
    });
    const feet = placed.map(function (one) { return Math.round(one.foot); });
    const columns = feet.every(function (foot) { return Math.abs(foot - feet[0]) <= 2; });
    placed.sort(function (a, b) { return columns || Math.abs(a.y - b.y) < 4 ? a.x - b.x : a.y - b.y; });
    return placed;
  }

  function prepare(figure) {
    const svg = figure.querySelector("svg");
    const marks = svg ? Array.from(svg.querySelectorAll("[data-v]")) : [];
    if (!marks.length) return;
    count += 1;
    const title = svg.querySelector("title").textContent;
    const box = document.createElement("div");
    box.className = "lfr-explore";
    svg.after(box);
    const id = "lfr-explore-" + count;
    const open = make("button", "Explore this chart", box, { type: "button", "aria-expanded": "false", "aria-controls": id });
    const group = make("div", "", box, { id: id, role: "group", "aria-label": "Values of the chart: " + title });
    group.hidden = true;
    const back = make("button", "Previous value", group, { type: "button" });
    const next = make("button", "Next value", group, { type: "button" });
    const said = make("output", "", group, { "aria-live": "polite" });
    const ring = document.createElementNS(NS, "rect");
    ring.setAttribute("class", "lfr-ring");
    let placed = [];
    let at = -1;

    function show(number) {
      at = (number + placed.length) % placed.length;
      const one = placed[at];
      ring.setAttribute("x", one.box.x - 3);
      ring.setAttribute("y", one.box.y - 3);
      ring.setAttribute("width", one.box.width + 6);
      ring.setAttribute("height", one.box.height + 6);
      svg.append(ring);
      said.textContent = one.mark.dataset.v + " (" + (at + 1) + " of " + placed.length + ")";
    }

    function nearest(event) {
      const matrix = svg.getScreenCTM();
      if (!matrix) return;
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      let best = 0;
      let least = Infinity;
      placed.forEach(function (one, number) {
        const dx = Math.max(one.box.x - point.x, 0, point.x - one.box.x - one.box.width);
        const dy = Math.max(one.box.y - point.y, 0, point.y - one.box.y - one.box.height);
        // A label stands in the line of its bar: what is beside a mark is nearer than what is above it.
        const distance = dx * dx / 16 + dy * dy;
        if (distance < least) { least = distance; best = number; }
      });
      if (best !== at) show(best);
    }

    function keys(event) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (step) show(at + step);
      else if (event.key === "Home") show(0);
      else if (event.key === "End") show(placed.length - 1);
      else return;
      event.preventDefault();
    }

    // While a chart is being explored, Escape ends that and does nothing else: it must not leave the site.
    function leave(event) {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      close();
      open.focus();
    }

    function close() {
      group.hidden = true;
      open.setAttribute("aria-expanded", "false");
      open.textContent = "Explore this chart";
      ring.remove();
      svg.removeEventListener("pointermove", nearest);
      svg.removeEventListener("pointerdown", nearest);
      document.removeEventListener("keydown", leave, true);
    }

    open.addEventListener("click", function () {
      if (!group.hidden) return close();
      placed = inOrder(marks);
      group.hidden = false;
      open.setAttribute("aria-expanded", "true");
      open.textContent = "Stop exploring";
      svg.addEventListener("pointermove", nearest);
      svg.addEventListener("pointerdown", nearest);
      document.addEventListener("keydown", leave, true);
      next.focus();
      show(0);
    });
    back.addEventListener("click", function () { show(at - 1); });
    next.addEventListener("click", function () { show(at + 1); });
    group.addEventListener("keydown", keys);
  }

  document.querySelectorAll("figure.lfr-chart").forEach(prepare);
})();
