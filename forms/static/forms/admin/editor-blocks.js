/* Reads the questions of the form as they stand in the editor: Wagtail names every field by its place
   (body-0-value-questions-3-value-label), and keeps the page in the order of the form. */
(function () {
  "use strict";

  var QUESTION = /^(body-\d+-value-questions-\d+)-id$/;
  var RULE = /-shown_if-rules-(.+-)?value-question$/;
  var CLOSED = {
    yes_no: [
      { uid: "yes", label: "Oui" },
      { uid: "no", label: "Non" },
    ],
  };

  /* Every field by its name, read in one go: looking for each in a page of sixty questions is slow. */
  var fields = new Map();

  function read() {
    var form = document.getElementById("w-editor-form");
    fields = new Map();
    Array.prototype.forEach.call(form ? form.elements : [], function (one) {
      if (one.name && one.name.indexOf("body-") === 0) fields.set(one.name, one);
    });
  }

  function field(name) {
    return fields.get(name) || null;
  }

  function valueOf(name) {
    var found = field(name);
    return found ? found.value.trim() : "";
  }

  function isDeleted(prefix) {
    return Boolean(valueOf(prefix + "-deleted"));
  }

  function sectionOf(prefix) {
    return prefix.replace(/-value-questions-.*$/, "");
  }

  /* Every question, in the order of the form; not those of a line, nor those just taken away. */
  function questions() {
    var found = [];
    fields.forEach(function (input) {
      var match = QUESTION.exec(input.name);
      if (!match || isDeleted(match[1]) || isDeleted(sectionOf(match[1]))) return;
      var type = valueOf(match[1] + "-type");
      found.push({
        input: input,
        prefix: match[1],
        uid: input.value,
        type: type,
        label: valueOf(match[1] + "-value-label"),
        choices: choices(match[1], type),
      });
    });
    return found;
  }

  /* The answers that a closed question can have; null when any is possible. */
  function choices(prefix, type) {
    if (CLOSED[type]) return CLOSED[type];
    if (type === "scale") return scale(prefix);
    if (type !== "one_choice" && type !== "several_choices") return null;
    var start = prefix + "-value-choices-";
    var found = [];
    // Wagtail counts the deleted ones too, and numbers them as they came, not as they stand.
    var count = Number(valueOf(start + "count")) || 0;
    for (var turn = 0; turn < count; turn += 1) {
      var label = valueOf(start + turn + "-value-label");
      if (!label || isDeleted(start + turn)) continue;
      var order = Number(valueOf(start + turn + "-order"));
      found.push({ uid: valueOf(start + turn + "-id"), label: label, order: order });
    }
    return found.sort(function (one, other) {
      return one.order - other.order;
    });
  }

  function scale(prefix) {
    return ["1", "2", "3", "4", "5"].map(function (step) {
      var said = { 1: valueOf(prefix + "-value-low"), 5: valueOf(prefix + "-value-high") }[step];
      return { uid: step, label: said ? step + " · " + said : step };
    });
  }

  /* Every rule on the page: its fields, and the block whose condition it is. */
  function rules() {
    var found = [];
    fields.forEach(function (input) {
      if (!RULE.test(input.name)) return;
      var prefix = input.name.slice(0, -"-question".length);
      var holder = input.name.slice(0, input.name.indexOf("-value-shown_if-rules-"));
      found.push({
        question: input,
        operator: field(prefix + "-operator"),
        value: field(prefix + "-value"),
        holder: field(holder + "-id"),
        holderPrefix: holder,
        isDeleted: isDeleted(prefix.replace(/-value$/, "")),
      });
    });
    return found;
  }

  function isBefore(one, other) {
    return Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  function folded(words) {
    return words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").trim().toLowerCase();
  }

  /* The sections' own fields of identity. */
  function sections() {
    var found = [];
    fields.forEach(function (input) {
      if (/^body-\d+-id$/.test(input.name)) found.push(input);
    });
    return found;
  }

  window.formBlocks = {
    read: read,
    sections: sections,
    field: field,
    valueOf: valueOf,
    questions: questions,
    rules: rules,
    isBefore: isBefore,
    folded: folded,
  };
})();
