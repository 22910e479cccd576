/* A comfort, never a need: hides the questions that do not apply, and offers to print the receipt.
   The tree is the one of forms/definition/conditions.py; the server decides again at submission. */
(function () {
  "use strict";

  function equals(answer, value) {
    return Array.isArray(answer) ? answer.includes(value) : answer === value;
  }

  function isEmpty(answer) {
    return answer === undefined || answer === "" || (Array.isArray(answer) && answer.length === 0);
  }

  function compare(answer, value) {
    if (isEmpty(answer) || Array.isArray(answer)) return NaN;
    const a = Number(answer), b = Number(value);
    if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
    return answer > String(value) ? 1 : answer < String(value) ? -1 : 0;
  }

  function holds(tree, answers) {
    if (!tree) return true;
    const [operator, operand] = Object.entries(tree)[0];
    if (operator === "all") return operand.every((child) => holds(child, answers));
    if (operator === "any") return operand.some((child) => holds(child, answers));
    if (operator === "not") return !holds(operand, answers);
    const [key, value] = operand;
    const answer = answers[key];
    switch (operator) {
      case "empty": return isEmpty(answer);
      case "eq": return equals(answer, value);
      case "ne": return !equals(answer, value);
      case "in": return value.some((one) => equals(answer, one));
      case "gt": return compare(answer, value) > 0;
      case "lt": return compare(answer, value) < 0;
      default: return true;
    }
  }

  function answersOf(form) {
    const answers = {};
    for (const element of form.elements) {
      if (!element.name || element.closest("[hidden]")) continue;
      if (element.type === "checkbox") {
        answers[element.name] = answers[element.name] || [];
        if (element.checked) answers[element.name].push(element.value);
      } else if (element.type === "radio") {
        if (element.checked) answers[element.name] = element.value;
      } else {
        answers[element.name] = element.value.trim();
      }
    }
    return answers;
  }

  function refresh(form) {
    // In page order: what is hidden no longer counts for the conditions after it.
    for (const block of form.querySelectorAll("[data-visible-if]")) {
      block.hidden = !holds(JSON.parse(block.dataset.visibleIf), answersOf(form));
    }
  }

  for (const form of document.querySelectorAll("[data-form]")) {
    form.classList.add("form--live");
    refresh(form);
    form.addEventListener("input", () => refresh(form));
    window.addEventListener("pageshow", () => refresh(form));
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
