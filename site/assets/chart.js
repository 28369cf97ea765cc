// The values of a chart, one by one: pointed at, touched, or moved through by the arrow keys of a slider, which tells each. Without
// this script nothing is missing: every value is in the sentence and the table of the chart.
(function () {
  "use strict";
  const NS = "http://www.w3.org/2000/svg";

  function prepare(figure) {
    // Two drawings of one chart have the same marks in the same order; the one that there is room for is seen.
    const drawings = Array.from(figure.querySelectorAll("svg")).filter(function (svg) { return svg.querySelector("[data-v]"); });
    if (!drawings.length) return;
    const all = drawings.map(function (svg) { return Array.from(svg.querySelectorAll("[data-v]")); });
    const title = drawings[0].querySelector("title").textContent;
    const slider = document.createElement("input");
    const said = document.createElement("output");
    const ring = document.createElementNS(NS, "rect");
    ring.setAttribute("class", "lfr-ring");
    Object.assign(slider, { type: "range", min: 1, max: all[0].length, value: 1 });
    slider.setAttribute("aria-label", "Values of the chart: " + title);
    slider.setAttribute("aria-valuetext", all[0][0].dataset.v);
    said.textContent = "Each value: point at or touch the chart, or move this slider.";
    said.setAttribute("aria-live", "off");
    const box = document.createElement("div");
    box.className = "lfr-values";
    box.append(slider, said);
    const last = drawings[drawings.length - 1];
    (last.closest(".lfr-drawing") || last).after(box);

    function show() {
      const at = slider.valueAsNumber - 1;
      said.textContent = all[0][at].dataset.v;
      slider.setAttribute("aria-valuetext", all[0][at].dataset.v);
      drawings.forEach(function (svg, number) {
        if (!svg.getClientRects().length) return;
        const whole = svg.getBoundingClientRect();
        const mark = all[number][at].getBoundingClientRect();
        const scale = svg.viewBox.baseVal.width / whole.width;
        ring.setAttribute("x", (mark.x - whole.x) * scale - 3);
        ring.setAttribute("y", (mark.y - whole.y) * scale - 3);
        ring.setAttribute("width", mark.width * scale + 6);
        ring.setAttribute("height", mark.height * scale + 6);
        svg.append(ring);
      });
    }

    slider.addEventListener("input", show);
    slider.addEventListener("focus", show);
    drawings.forEach(function (svg, number) {
      function nearest(event) {
        let best = 0;
        let least = Infinity;
        all[number].forEach(function (mark, at) {
          const box = mark.getBoundingClientRect();
          const dx = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
          const dy = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
          // A number stands above its column and beside its bar; of marks that lie on each other the smaller is meant.
          const distance = dx * dx + dy * dy + (box.width * box.height) / 1e6;
          if (distance < least) { least = distance; best = at; }
        });
        slider.value = best + 1;
        show();
      }
      svg.addEventListener("pointermove", nearest);
      svg.addEventListener("pointerdown", nearest);
    });
  }

  document.querySelectorAll("figure.lfr-chart").forEach(prepare);
})();
