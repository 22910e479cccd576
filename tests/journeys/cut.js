// What stands beyond the right edge of the window, where nobody can bring it into sight: [what it is].
() => {
  const edge = document.documentElement.clientWidth + 1;
  const reachable = (one) => {
    for (let around = one; around && around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      const aside = style.position === "fixed" || style.clip !== "auto" || style.clipPath !== "none";
      if (aside || around.matches(".w-minimap")) return true;
      const scrolls = ["auto", "scroll"].includes(style.overflowX) && around.scrollWidth > around.clientWidth;
      if (scrolls && around.getBoundingClientRect().right <= edge) return true;
    }
    return false;
  };
  // A drawing may run on beyond its frame.
  return [...document.querySelectorAll("body *:not(svg, svg *)")]
    .filter((one) => {
      const box = one.getBoundingClientRect();
      const shown = box.width > 1 && box.height > 1 && one.checkVisibility({ visibilityProperty: true });
      return shown && box.right > edge && !reachable(one);
    })
    .map((one) => `${one.tagName.toLowerCase()}.${one.classList[0] || ""} « ${one.textContent.trim().slice(0, 40)} »`);
};
