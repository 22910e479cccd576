// Small helps over a page that works without them: focus on what went wrong, the section one is in, what an
// address with # points to unfolds.
(() => {
  "use strict";

  const page = document.querySelector("[data-ht-file]");

  const problems = document.querySelector("[data-ht-focus]");
  if (problems) problems.focus();

  const unfold = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && (target.matches("details") ? target : target.closest("details"));
    if (fold) fold.open = true;
    return target;
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  if (!page) return;

  // The band is as tall as its words: anchors must stop below it.
  const head = page.querySelector(".ht-file__head");
  const toc = page.querySelector("[data-ht-toc]");
  const measure = () => {
    const stuck = getComputedStyle(head).position === "sticky" ? head.offsetHeight : 0;
    page.style.setProperty("--ht-head", `${stuck}px`);
    const beside = toc.offsetWidth < page.offsetWidth / 2;
    page.querySelectorAll(".ht-card").forEach((card) => {
      card.style.scrollMarginTop = `${stuck + (beside ? 16 : toc.offsetHeight + 8)}px`;
    });
  };
  new ResizeObserver(measure).observe(head);
  measure();
  // The browser went to the anchor before the band had its height.
  window.addEventListener("load", () => {
    const target = problems || unfold();
    if (target) target.scrollIntoView();
  });

  const links = new Map([...toc.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const watcher = new IntersectionObserver(
    (entries) => {
      entries.forEach((entry) => (entry.isIntersecting ? seen.add(entry.target.id) : seen.delete(entry.target.id)));
      const first = [...links.keys()].find((id) => seen.has(id));
      links.forEach((link, id) => {
        if (id === first) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    },
    { rootMargin: "-30% 0px -55% 0px" },
  );
  links.forEach((_link, id) => {
    const section = document.getElementById(id);
    if (section) watcher.observe(section);
  });
})();
