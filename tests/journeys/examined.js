// What axe would see of a page, in short: so that what it has found sound is not examined twice.
// A text is known by its own colour and size and by everything painted on its place, before or behind.
(() => {
  const IMAGES = "img, svg, canvas, video, iframe, object, input, select, textarea, meter, progress";
  const STATES = "input, select, textarea, button";
  const TYPED = "select, textarea, input:not([type=hidden], [type=checkbox], [type=radio])";
  const CLEAR = "rgba(0, 0, 0, 0)";

  const short = (text) => {
    let [a, b] = [0xdeadbeef, 0x41c6ce57];
    for (let place = 0; place < text.length; place += 1) {
      const code = text.charCodeAt(place);
      a = Math.imul(a ^ code, 2654435761);
      b = Math.imul(b ^ code, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return (b >>> 0).toString(36) + "." + (a >>> 0).toString(36);
  };

  // The whole page but its colours: elements, attributes, texts, what is shown and where.
  const structure = (all) => {
    const lines = [innerWidth, document.title];
    for (const one of all) {
      const shown = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const box = one.getBoundingClientRect();
      // What is folded away has no place, or one that axe gave it by asking.
      const place = shown && [box.left, box.top + scrollY, box.width, box.height].map(Math.round);
      const once = one.name === "csrfmiddlewaretoken";
      const attributes = [...one.attributes].map((each) => `${each.name}=${once ? "" : each.value}`);
      const texts = [...one.childNodes].map((each) => (each.nodeType === 3 ? each.data : "<"));
      const typed = one.matches(STATES) ? [once ? "" : one.value, one.checked, one.disabled] : "";
      lines.push(`${one.tagName} ${attributes} ${texts} ${typed} ${shown} ${place}`);
    }
    return short(lines.join("\n"));
  };

  // What an element puts between the eye and what is behind it; nothing for most.
  const paint = (one, style) => {
    const seen = [
      style.backgroundColor === CLEAR ? "" : style.backgroundColor,
      style.backgroundImage === "none" ? "" : `${style.backgroundImage} ${style.backgroundClip}`,
      style.opacity === "1" ? "" : style.opacity,
      style.filter === "none" ? "" : style.filter,
      style.mixBlendMode === "normal" ? "" : style.mixBlendMode,
      one.matches(IMAGES) ? one.tagName : "",
    ].join("|");
    return seen === "|||||" ? "" : `${seen}|${style.position}|${style.zIndex}`;
  };

  const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  const hasText = (one) =>
    one.matches(TYPED) || [...one.childNodes].some((each) => each.nodeType === 3 && each.data.trim());

  // Each element that has words of its own, with what its contrast hangs on.
  const texts = (all) => {
    const chains = new Map();
    const painters = [];
    const found = [];
    for (const one of all) {
      const style = getComputedStyle(one);
      const own = paint(one, style);
      const above = chains.get(one.parentElement) || "";
      chains.set(one, own ? `${above}>${own}` : above);
      const words = hasText(one);
      const shown = one.checkVisibility({ visibilityProperty: true });
      const box = shown ? one.getBoundingClientRect() : null;
      if (own && shown) painters.push({ one, box, chain: chains.get(one) });
      // Of what is folded away, axe still looks at the fields.
      if (words && (shown || one.matches(TYPED))) {
        const { color, fontSize, fontWeight, textShadow, webkitTextFillColor, webkitTextStroke } = style;
        const ink = [color, fontSize, fontWeight, textShadow, webkitTextFillColor, webkitTextStroke];
        found.push({ one, box, ink: `${ink} ${chains.get(one)}` });
      }
    }
    return found.map(({ one, box, ink }) => {
      const beside = box ? painters.filter((other) => touch(box, other.box) && !other.one.contains(one)) : [];
      return { one, key: short(`${ink}\n${beside.map((other) => other.chain).sort().join("\n")}`) };
    });
  };

  const why = (node) => [...node.any, ...node.all, ...node.none].map((each) => each.message).join("; ");

  const violations = (found) =>
    found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${why(node)}`));

  let page = [];

  window.examined = {
    describe() {
      const all = [...document.querySelectorAll("*")];
      page = texts(all);
      const keys = page.map((text) => text.key);
      const whole = structure(all);
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      return { structure: whole, look: short([whole, dark, ...keys].join("\n")), texts: [...new Set(keys)] };
    },

    // Some rules on the whole page; contrast where a text is painted as none was before.
    async run({ rules, contrast, unknown }) {
      const lines = rules ? violations(await axe.run({ ...rules, reporter: "no-passes" })) : [];
      const unseen = new Set(unknown);
      const include = page.filter((text) => unseen.has(text.key)).map((text) => text.one);
      if (!include.length) return { lines, passed: [] };
      const found = await axe.run({ include }, { ...contrast, elementRef: true });
      const sound = new Set(found.passes.flatMap((rule) => rule.nodes.map((node) => node.element)));
      const passed = page.filter((text) => sound.has(text.one)).map((text) => text.key);
      return { lines: [...lines, ...violations(found)], passed: [...new Set(passed)] };
    },
  };
})();
