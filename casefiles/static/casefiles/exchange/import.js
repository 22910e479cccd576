/* The preview settles a row without leaving the page; the progress keeps itself up to date. Both work without. */
(function () {
  "use strict";

  var said = document.querySelector("[data-settle-said]");

  function isTyped(row) {
    return Array.prototype.some.call(row.querySelectorAll(".ex-mend"), function (field) {
      if (field.tagName === "SELECT") {
        return !field.options[field.selectedIndex].defaultSelected && field.selectedIndex > 0;
      }
      return field.value !== field.defaultValue;
    });
  }

  function swap(answer, line) {
    ["ex-announced", "ex-words", "ex-tabs"].forEach(function (id) {
      var old = document.getElementById(id);
      var fresh = answer.getElementById(id);
      if (old && fresh) old.replaceWith(fresh);
    });
    answer.querySelectorAll("tbody[data-outcome]").forEach(function (fresh) {
      var old = document.getElementById(fresh.id);
      if (!old) return;
      var settled = fresh.id === "l" + line;
      // What somebody is writing in another row is not taken from under the pen.
      if (settled || (old.dataset.outcome !== fresh.dataset.outcome && !isTyped(old))) old.replaceWith(fresh);
    });
    var words = answer.querySelector("p[data-settle-said]");
    if (said && words) said.textContent = words.textContent.replace(/\s+/g, " ").trim();
  }

  function goOn(line) {
    var row = document.getElementById("l" + line);
    var next = row && row.dataset.outcome === "wrong" ? row : null;
    for (var other = row && row.nextElementSibling; other && !next; other = other.nextElementSibling) {
      if (other.dataset.outcome === "wrong") next = other;
    }
    var place = (next && next.querySelector(".ex-mend")) || document.getElementById("ex-announced-title");
    // Where the table was scrolled sideways, what became of the row would be out of sight.
    var table = document.getElementById("ex-rows");
    if (table) table.scrollLeft = 0;
    if (place) place.focus();
  }

  function settle(form, button) {
    var line = form.id.slice(1);
    var row = document.getElementById("l" + line);
    var data = new FormData(form);
    if (button && button.name) data.set(button.name, button.value);
    else data.set("do", "mend");
    row.setAttribute("aria-busy", "true");
    fetch(form.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } })
      .then(function (response) {
        if (response.redirected || (!response.ok && response.status !== 422)) throw new Error("elsewhere");
        return response.text();
      })
      .then(function (text) {
        // Rows stand in a table of their own in the answer, as the parser wants them.
        swap(new DOMParser().parseFromString(text, "text/html"), line);
        goOn(line);
      })
      .catch(function () {
        window.location.reload();
      });
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form[data-settle]") || !window.fetch) return;
    event.preventDefault();
    settle(form, event.submitter);
  });

  var watched = document.querySelector("[data-progress]");
  var free = 0;

  function watch() {
    fetch(watched.dataset.progress, { headers: { "X-Requested-With": "fetch" } })
      .then(function (response) {
        if (response.status === 204 || response.redirected || !response.ok) {
          window.location.reload();
          return "";
        }
        return response.text();
      })
      .then(function (text) {
        if (!text) return;
        watched.innerHTML = text;
        // Nobody writes: this page goes on with it.
        free = watched.querySelector("[data-progress-go-on]") ? free + 1 : 0;
        if (free > 2) {
          free = 0;
          carryOn(watched.querySelector("[data-progress-go-on]"));
        }
        window.setTimeout(watch, 1000);
      })
      .catch(function () {
        window.setTimeout(watch, 5000);
      });
  }

  function carryOn(form) {
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(function () {});
  }

  if (watched && window.fetch) window.setTimeout(watch, 600);
})();
