/* The editor of forms: after each change, rules are put in words and folded questions tell what they are. */
(function () {
  "use strict";

  var blocks = window.formBlocks;
  var rules = window.formRules;
  var UNANSWERED = ["statement", "group"];
  var waiting = 0;

  function schedule() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(refresh, 120);
  }

  function refresh() {
    blocks.read();
    var all = blocks.questions();
    var conditions = {};
    blocks.rules().forEach(function (rule) {
      var words = rules.refresh(rule, all);
      if (rule.isDeleted) return;
      conditions[rule.holderPrefix] = (conditions[rule.holderPrefix] || []).concat(words || "à compléter");
      setHeading(rule.question, words);
    });
    all.forEach(function (question) {
      mark(question.input, marksOf(question, conditions[question.prefix]));
    });
    blocks.sections().forEach(function (input) {
      markSection(input, all, conditions);
    });
  }

  function setHeading(input, words) {
    var child = input.closest("[data-streamfield-child]");
    var heading = child && child.querySelector("[data-panel-heading-text]");
    if (heading && words && heading.textContent !== words) heading.textContent = words;
  }

  function marksOf(question, conditions) {
    var start = question.prefix + "-value-";
    var required = blocks.field(start + "required");
    var marks = [];
    if (required && required.checked) marks.push(["obligatoire", ""]);
    if (conditions) marks.push(["sous condition", conditions.join(" / ")]);
    if (UNANSWERED.indexOf(question.type) < 0 && !isComplete(start)) {
      marks.push(["à compléter", "Classe de données, but ou durée de conservation"]);
    }
    return marks;
  }

  function isComplete(start) {
    return ["label", "data_class", "purpose", "retention_months"].every(function (name) {
      return blocks.valueOf(start + name);
    });
  }

  function markSection(input, all, conditions) {
    var prefix = input.name.slice(0, -3);
    var count = all.filter(function (one) {
      return one.prefix.indexOf(prefix + "-value-questions-") === 0;
    }).length;
    var marks = [[count + (count > 1 ? " questions" : " question"), ""]];
    if (conditions[prefix]) marks.push(["sous condition", conditions[prefix].join(" / ")]);
    mark(input, marks);
  }

  /* Small words at the end of the line of a block. */
  function mark(input, marks) {
    // The block stands beside its hidden fields; its header is the first one in it.
    var header = input.parentElement.querySelector(".w-panel__header");
    if (!header) return;
    var place = header.querySelector(":scope > .fe-marks");
    if (!place) {
      place = rules.element("span", { class: "fe-marks" });
      header.insertBefore(place, header.querySelector(".w-panel__divider"));
    }
    var signature = JSON.stringify(marks);
    if (place.dataset.signature === signature) return;
    place.dataset.signature = signature;
    place.replaceChildren();
    marks.forEach(function (one) {
      var said = rules.element("span", { class: "fe-mark" }, one[0]);
      if (one[1]) said.title = one[1];
      if (one[0] === "à compléter") said.classList.add("fe-mark--warn");
      place.append(said);
    });
  }

  /* A section that is copied brings its conditions: they lean on the copies, not on the first ones. */
  function followTheCopy(event) {
    var button = event.target.closest('[data-streamfield-action="DUPLICATE"]');
    var child = button && button.closest("[data-streamfield-child]");
    if (!child) return;
    var before = identities(child);
    window.setTimeout(function () {
      var copy = child.nextElementSibling;
      while (copy && !copy.matches("[data-streamfield-child]")) copy = copy.nextElementSibling;
      var after = copy ? identities(copy) : [];
      if (after.length !== before.length) return;
      var given = {};
      before.forEach(function (uid, turn) {
        given[uid] = after[turn];
      });
      rename(copy, given);
      schedule();
    }, 0);
  }

  function identities(child) {
    return Array.prototype.map.call(child.querySelectorAll('input[name$="-id"]'), function (input) {
      return input.value;
    });
  }

  function rename(copy, given) {
    copy.querySelectorAll('input[name*="-shown_if-rules-"]').forEach(function (input) {
      if (!/-value-(question|value)$/.test(input.name) || !input.value) return;
      input.value = input.value
        .split(";")
        .map(function (part) {
          return given[part.trim()] || part.trim();
        })
        .join(" ; ");
    });
  }

  function start() {
    var form = document.getElementById("w-editor-form");
    if (!form) return;
    ["input", "change", "wagtail:panel-toggle"].forEach(function (name) {
      form.addEventListener(name, schedule, true);
    });
    form.addEventListener("click", followTheCopy, true);
    new MutationObserver(schedule).observe(form, { childList: true, subtree: true });
    schedule();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
