// Evaluated in each page by axe.py: one run of axe, split in two, and the contrast of what axe cannot decide.
async ({ tags, explained }) => {
  const base = { resultTypes: ["violations", "incomplete"], preload: false };
  const rest = await axe.run(document, { ...base, runOnly: { type: "tag", values: tags }, rules: { "color-contrast": { enabled: false } } });
  // axe leaves the contrast of a cell open that is scrolled out of its region, or out of the page. So both are opened for this one rule.
  // It leaves open, too, what stands on the shadow at the edge of a table, which is then not there: nothing is left to scroll to.
  const open = new CSSStyleSheet();
  open.replaceSync("*{overflow:visible!important}.lfr-fit{background:none!important}.lfr-two{display:block!important}html,body,main,article,[role=region],[role=group]{min-width:9000px!important;max-width:none!important}");
  document.adoptedStyleSheets = [open];
  const contrast = await axe.run(document, { ...base, runOnly: { type: "rule", values: ["color-contrast"] } });
  document.adoptedStyleSheets = [];

  const nodes = (results) => results.flatMap((one) => one.nodes.map((node) => ({ rule: one.id, node })));
  const told = ({ rule, node }) => `${rule} ${node.target.join(" ")} ${node.html.slice(0, 120)}`;
  const used = new Set();
  const unexplained = nodes([...rest.incomplete, ...contrast.incomplete]).filter(({ rule, node }) => {
    const element = document.querySelector(node.target[0]);
    const at = explained.findIndex((one) => one.rule === rule && element && element.matches(one.selector));
    if (at >= 0) used.add(at);
    return at < 0;
  });

  // Text in a chart: axe takes the whole drawing for a picture. Its ground is what is drawn below its middle, then the page.
  const parse = (colour) => {
    const found = colour.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
    return found && { rgb: found.slice(1, 4).map(Number), alpha: found[4] === undefined ? 1 : Number(found[4]) };
  };
  const over = (top, ground) => top.rgb.map((one, i) => one * top.alpha + ground[i] * (1 - top.alpha));
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, two) => (Math.max(light(one), light(two)) + 0.05) / (Math.min(light(one), light(two)) + 0.05);
  const opacity = (element) => {
    let product = 1;
    for (let one = element; one && one.nodeType === 1; one = one.parentElement) product *= Number(getComputedStyle(one).opacity);
    return product;
  };
  const low = [];
  let lowest = 21;
  for (const svg of document.querySelectorAll("svg")) {
    if (!svg.checkVisibility()) continue;
    let page = [255, 255, 255];
    const layers = [];
    for (let one = svg; one; one = one.parentElement) layers.unshift(getComputedStyle(one).backgroundColor);
    for (const layer of layers) page = over(parse(layer), page);
    const drawn = [...svg.querySelectorAll("path, rect, circle, text")];
    drawn.forEach((text, at) => {
      if (text.tagName !== "text" || !text.textContent.trim() || !text.checkVisibility()) return;
      const style = getComputedStyle(text);
      const box = text.getBoundingClientRect();
      const middle = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
      let ground = page;
      for (const shape of drawn.slice(0, at)) {
        if (shape.tagName === "text") continue;
        const fill = parse(getComputedStyle(shape).fill);
        if (!fill || fill.alpha === 0) continue;
        const matrix = shape.getScreenCTM();
        if (!matrix || !shape.isPointInFill(middle.matrixTransform(matrix.inverse()))) continue;
        fill.alpha *= opacity(shape) * Number(getComputedStyle(shape).fillOpacity);
        ground = over(fill, ground);
      }
      const fill = parse(style.fill);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const found = fill ? ratio(over({ rgb: fill.rgb, alpha: fill.alpha * opacity(text) * Number(style.fillOpacity) }, ground), ground) : 0;
      lowest = Math.min(lowest, found);
      if (found < (isLarge ? 3 : 4.5)) low.push(`chart text “${text.textContent.trim()}” has contrast ${found.toFixed(2)}`);
    });
  }
  const root = document.documentElement;
  return {
    violations: [...nodes([...rest.violations, ...contrast.violations]).map(told), ...low],
    unexplained: unexplained.map(told),
    used: [...used],
    lowest,
    sideways: root.scrollWidth > root.clientWidth ? root.scrollWidth : 0,
  };
}
