/* Small comforts; every page works without them. */
(function () {
  "use strict";

  var problems = document.querySelector("[data-exchange-focus]");
  if (problems) problems.focus();

  // A second press on the button of a form already sent is not a second sending.
  document.querySelectorAll("form[data-exchange-once]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "1";
      var button = form.querySelector("[data-exchange-wait]");
      if (button) {
        button.setAttribute("aria-disabled", "true");
        button.textContent = button.dataset.exchangeWait;
      }
    });
  });

  // Coming back with the browser's own button: the form can be sent again.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });

  var goOn = document.querySelector("form[data-exchange-go-on]");
  if (goOn) {
    window.setTimeout(function () {
      goOn.requestSubmit();
    }, 400);
  }

  document.querySelectorAll("[data-exchange-drop]").forEach(function (zone) {
    var input = zone.querySelector("input[type=file]");
    var words = zone.querySelector("[data-exchange-drop-words]");
    if (words) words.hidden = false;
    ["dragenter", "dragover"].forEach(function (name) {
      zone.addEventListener(name, function (event) {
        event.preventDefault();
        zone.classList.add("is-over");
      });
    });
    ["dragleave", "drop"].forEach(function (name) {
      zone.addEventListener(name, function () {
        zone.classList.remove("is-over");
      });
    });
    zone.addEventListener("drop", function (event) {
      event.preventDefault();
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  });

  // A column moves without a journey to the server; the buttons stay under the finger.
  var order = document.querySelector("[data-exchange-order]");
  if (order) {
    var told = document.querySelector("[data-exchange-order-said]");
    order.addEventListener("click", function (event) {
      var button = event.target.closest(".ex-move");
      if (!button) return;
      event.preventDefault();
      var line = button.closest("li");
      var other = /:up$/.test(button.value) ? line.previousElementSibling : line.nextElementSibling;
      if (!other) return;
      if (other === line.previousElementSibling) order.insertBefore(line, other);
      else order.insertBefore(other, line);
      // At either end the button of that way is hidden: the other one takes the focus.
      var hidden = window.getComputedStyle(button).visibility === "hidden";
      (hidden ? line.querySelector('.ex-move:not([value="' + button.value + '"])') : button).focus();
      var place = Array.prototype.indexOf.call(order.children, line) + 1;
      if (told) told.textContent = line.textContent.trim().split("\n")[0] + ", place " + place;
    });
  }
})();
