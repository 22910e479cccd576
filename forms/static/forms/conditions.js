/* When a question is asked: the same tree, and the same answer, as forms/definition/conditions.py.
   Pure; read by the page (globalThis.formConditions) and by node (require). */
(function () {
  "use strict";

  const NUMBER = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/;
  const ISO = /^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$/;

  // A key may bear the name of something that every object has (« constructor »).
  function answerTo(key, answers) {
    return Object.prototype.hasOwnProperty.call(answers, key) ? answers[key] : undefined;
  }

  function isEmpty(answer) {
    return answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && !answer.length);
  }

  function equals(answer, value) {
    return Array.isArray(answer) ? answer.includes(value) : answer === value;
  }

  // A number as Python writes it, as far as the expressions above can tell: very small ones have an exponent.
  function written(value) {
    if (typeof value === "string") return value;
    if (typeof value !== "number") return null;
    return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  }

  // Both as numbers, or both as ISO dates; null when they cannot be compared.
  function ordered(answer, value) {
    const pair = [written(answer), written(value)];
    if (pair.includes(null)) return null;
    if (pair.every((one) => NUMBER.test(one))) return pair.map(Number);
    return pair.every((one) => ISO.test(one)) ? pair : null;
  }

  function isGreater(answer, value) {
    const pair = ordered(answer, value);
    return pair !== null && pair[0] > pair[1];
  }

  function isLess(answer, value) {
    const pair = ordered(answer, value);
    return pair !== null && pair[0] < pair[1];
  }

  const TESTS = {
    eq: equals,
    ne: (answer, value) => !equals(answer, value),
    in: (answer, values) => values.some((value) => equals(answer, value)),
    gt: isGreater,
    lt: isLess,
  };

  /** Whether the condition is met by these clean answers. */
  function holds(tree, answers) {
    if (!tree || Object.keys(tree).length === 0) return true;
    const [operator, operand] = Object.entries(tree)[0];
    if (operator === "all") return operand.every((child) => holds(child, answers));
    if (operator === "any") return operand.some((child) => holds(child, answers));
    if (operator === "not") return !holds(operand, answers);
    const answer = answerTo(operand[0], answers);
    return operator === "empty" ? isEmpty(answer) : TESTS[operator](answer, operand[1]);
  }

  const api = { holds };
  globalThis.formConditions = api;
  if (typeof module === "object" && module.exports) module.exports = api;
})();
