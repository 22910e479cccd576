/* A comfort, never a need: hides the questions that do not apply, and offers to print the receipt.
   The server decides again at submission (forms/definition/answers.py), in the same order. */
(function () {
  "use strict";

  const { holds } = globalThis.formConditions || {};
  const { clean } = globalThis.formTyped || {};

  // What was typed for one question: text, or the codes ticked. A file and a group only have « something ».
  function typedIn(block, type) {
    const fields = [...block.querySelectorAll("input[name], textarea[name], select[name]")];
    const chosen = fields.filter((one) => (one.type !== "radio" && one.type !== "checkbox") || one.checked);
    const values = chosen.map((one) => one.value).filter((value) => value.trim());
    if (type === "several_choices") return values;
    return values.at(-1) || "";
  }

  // Its line in the path comes and goes with it.
  function show(section, asked) {
    section.hidden = !asked;
    const link = section.id && document.querySelector(`.formpath a[href="#${section.id}"]`);
    if (link) link.parentElement.hidden = !asked;
  }

  function refresh(form, questions) {
    const answers = {};
    for (const section of form.querySelectorAll("[data-section]")) {
      const asked = !section.dataset.visibleIf || holds(JSON.parse(section.dataset.visibleIf), answers);
      if (section.dataset.carried === undefined) show(section, asked);
      // Not the questions inside a line: no condition reads them.
      for (const block of section.querySelectorAll("[data-key]:not([data-line] *), .statement")) {
        const here = !block.dataset.visibleIf || holds(JSON.parse(block.dataset.visibleIf), answers);
        block.hidden = !here;
        const question = questions[block.dataset.key];
        const answer = asked && here && question ? clean(question, typedIn(block, question.type)) : null;
        if (answer !== null) answers[block.dataset.key] = answer;
      }
    }
  }

  for (const form of holds && clean ? document.querySelectorAll("[data-form]") : []) {
    const questions = JSON.parse(form.dataset.read || "{}");
    const again = () => refresh(form, questions);
    form.classList.add("form--live");
    again();
    form.addEventListener("input", again);
    form.addEventListener("change", again);
    window.addEventListener("pageshow", again);
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
