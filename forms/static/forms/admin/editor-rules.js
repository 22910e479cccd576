/* Rules in words: the two text fields of a rule become lists of the earlier questions and of their answers.
   The fields keep their names and hold identities; without this script, words typed in them are understood. */
(function () {
  "use strict";

  var blocks = window.formBlocks;
  var ORDERED = ["date", "year_month", "whole_number", "amount", "scale"];
  var OPAQUE = ["file", "group"];
  var ORDERS = ["gt", "lt", "not_gt", "not_lt"];
  var WITHOUT_VALUE = ["empty", "filled"];
  var SEVERAL = ["in", "not_in"];
  var UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

  function element(tag, attributes, text) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      made.setAttribute(name, attributes[name]);
    });
    if (text) made.textContent = text;
    return made;
  }

  function option(value, text, chosen) {
    var made = element("option", { value: value }, text);
    made.selected = chosen;
    return made;
  }

  function write(input, value) {
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* The label keeps pointing at what one uses: the list takes the id of the field that it stands for. */
  function standFor(list, input) {
    if (input.id) {
      list.id = input.id;
      input.removeAttribute("id");
    }
    if (input.hasAttribute("aria-describedby")) {
      list.setAttribute("aria-describedby", input.getAttribute("aria-describedby"));
    }
    input.hidden = true;
    input.after(list);
  }

  function named(words, among) {
    return (
      among.find(function (one) {
        return one.uid === words;
      }) ||
      among
        .slice()
        .reverse()
        .find(function (one) {
          return words && blocks.folded(one.label) === blocks.folded(words);
        })
    );
  }

  /* --- the question ------------------------------------------------------------------------------------- */
  function refreshQuestion(rule, all) {
    var earlier = all.filter(function (one) {
      return one.type !== "statement" && rule.holder && blocks.isBefore(one.input, rule.holder);
    });
    var chosen = named(rule.question.value, earlier);
    if (chosen && chosen.uid !== rule.question.value) rule.question.value = chosen.uid;
    var lost = rule.question.value && !chosen ? whatIsLost(rule.question.value, all) : "";
    var signature = JSON.stringify([earlier.map(pair), rule.question.value, lost]);
    var list = rule.question.formList;
    if (!list) {
      list = element("select", { class: "fe-list" });
      standFor(list, rule.question);
      rule.question.formList = list;
      list.addEventListener("change", function () {
        rule.value.value = "";
        write(rule.question, list.value);
      });
    }
    if (list.dataset.signature !== signature) {
      list.dataset.signature = signature;
      list.replaceChildren(option("", earlier.length ? "Choisissez…" : "Aucune question avant celle-ci", false));
      if (lost) list.append(option(rule.question.value, lost, true));
      earlier.forEach(function (one) {
        list.append(option(one.uid, one.label || "(sans intitulé)", one === chosen));
      });
      list.classList.toggle("fe-list--lost", Boolean(lost));
    }
    return chosen;
  }

  function pair(one) {
    return [one.uid, one.label];
  }

  function whatIsLost(value, all) {
    var later = named(value, all);
    if (later) return "« " + later.label + " » ne vient pas avant : choisissez-en une autre";
    return UUID.test(value) ? "Question retirée : choisissez-en une autre" : "« " + value + " » : introuvable";
  }

  /* --- the comparison ----------------------------------------------------------------------------------- */
  function refreshOperator(rule, question) {
    Array.prototype.forEach.call(rule.operator.options, function (one) {
      var fits = !question || operatorFits(one.value, question.type) || one.selected;
      one.hidden = one.disabled = !fits;
    });
  }

  function operatorFits(operator, type) {
    if (OPAQUE.indexOf(type) >= 0) return WITHOUT_VALUE.indexOf(operator) >= 0;
    return ORDERS.indexOf(operator) < 0 || ORDERED.indexOf(type) >= 0;
  }

  /* --- the expected answer ------------------------------------------------------------------------------ */
  function refreshValue(rule, question) {
    var operator = rule.operator.value;
    var silent = WITHOUT_VALUE.indexOf(operator) >= 0;
    var holder = rule.value.closest("[data-contentpath]");
    var choices = question && question.choices;
    if (holder) {
      holder.hidden = silent;
      var help = holder.querySelector(".w-field__help");
      // « ; » only parts what is typed.
      if (help) help.hidden = Boolean(choices) || SEVERAL.indexOf(operator) < 0;
    }
    var kind = !choices || silent ? "text" : SEVERAL.indexOf(operator) >= 0 ? "boxes" : "list";
    if (choices) translate(rule.value, choices);
    var signature = JSON.stringify([kind, choices && choices.map(pair), rule.value.value]);
    if (rule.value.dataset.signature === signature) return;
    rule.value.dataset.signature = signature;
    clear(rule.value);
    if (kind === "list") drawList(rule.value, choices);
    else if (kind === "boxes") drawBoxes(rule.value, choices);
    else drawText(rule.value, question, operator);
  }

  function parts(input) {
    return input.value
      .split(";")
      .map(function (part) {
        return part.trim();
      })
      .filter(Boolean);
  }

  /* Words typed by hand become the identities of the choices that they name. */
  function translate(input, choices) {
    var known = parts(input).map(function (part) {
      var found = named(part, choices);
      return found ? found.uid : part;
    });
    var joined = known.join(" ; ");
    if (known.length && joined !== input.value) input.value = joined;
  }

  function clear(input) {
    if (!input.formDrawn) return;
    var drawn = input.formDrawn.querySelector("[id]") || input.formDrawn;
    if (drawn.id && !input.id) input.id = drawn.id;
    input.formDrawn.remove();
    input.formDrawn = null;
    input.hidden = false;
  }

  function drawList(input, choices) {
    var list = element("select", { class: "fe-list" });
    var known = named(input.value, choices);
    list.append(option("", "Choisissez…", false));
    if (input.value && !known) list.append(option(input.value, lostChoice(input.value), true));
    choices.forEach(function (one) {
      list.append(option(one.uid, one.label, one === known));
    });
    list.classList.toggle("fe-list--lost", Boolean(input.value && !known));
    list.addEventListener("change", function () {
      write(input, list.value);
    });
    standFor(list, input);
    input.formDrawn = list;
  }

  function lostChoice(value) {
    return UUID.test(value) ? "Choix retiré : choisissez-en un autre" : "« " + value + " » n’est pas proposé";
  }

  function drawBoxes(input, choices) {
    var set = element("fieldset", { class: "fe-boxes" });
    set.append(element("legend", { class: "w-sr-only" }, "Une de ces réponses"));
    var chosen = parts(input);
    var lost = chosen.filter(function (part) {
      return !named(part, choices);
    });
    choices.forEach(function (one) {
      set.append(box(one.uid, one.label, chosen.indexOf(one.uid) >= 0));
    });
    lost.forEach(function (part) {
      set.append(box(part, lostChoice(part), true));
    });
    set.addEventListener("change", function (event) {
      event.stopPropagation();
      var ticked = Array.prototype.map.call(set.querySelectorAll(":checked"), function (one) {
        return one.value;
      });
      input.value = ticked.join(" ; ");
      // The boxes already show it: drawing them again would take the focus away.
      input.dataset.signature = JSON.stringify(["boxes", choices.map(pair), input.value]);
      write(input, input.value);
    });
    input.hidden = true;
    input.after(set);
    input.formDrawn = set;
  }

  function box(value, text, ticked) {
    var label = element("label", { class: "fe-box" });
    var input = element("input", { type: "checkbox", value: value });
    input.checked = ticked;
    label.append(input, " ", text);
    return label;
  }

  function drawText(input, question, operator) {
    var isDay = question && question.type === "date" && SEVERAL.indexOf(operator) < 0;
    input.type = isDay && /^(\d{4}-\d\d-\d\d)?$/.test(input.value) ? "date" : "text";
  }

  /* --- the rule in words -------------------------------------------------------------------------------- */
  function said(rule, question) {
    if (!question) return "";
    var verb = rule.operator.options[rule.operator.selectedIndex];
    var words = parts(rule.value).map(function (part) {
      var found = question.choices && named(part, question.choices);
      return "« " + (found ? found.label : part) + " »";
    });
    var ending = WITHOUT_VALUE.indexOf(rule.operator.value) >= 0 ? "" : " " + words.join(" ou ");
    return "« " + question.label + " » " + (verb ? verb.textContent.trim() : "") + ending;
  }

  function refresh(rule, all) {
    var question = refreshQuestion(rule, all);
    refreshOperator(rule, question);
    refreshValue(rule, question);
    return said(rule, question);
  }

  window.formRules = { refresh: refresh, element: element };
})();
