// What the month comes to, while one types. The server counts again: here a comma is enough.
(() => {
  "use strict";

  const cents = (text) => {
    const bare = text.replace(/[\s\u00a0\u202f€]/g, "").replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".");
    return /^\d+(\.\d{0,2})?$/.test(bare) ? Math.round(Number(bare) * 100) : 0;
  };
  const euros = (amount) =>
    (amount / 100).toLocaleString("fr-BE", { style: "currency", currency: "EUR" });

  const form = document.querySelector("form[data-ht-budget]");
  const sum = form?.querySelector("[data-ht-sum]");
  if (!sum) return;
  const total = (side) =>
    [...form.querySelectorAll(`input[data-ht-budget="${side}"]`)].reduce((all, one) => all + cents(one.value), 0);
  const tell = () => {
    const left = total("in") - total("out");
    const words = left < 0 ? `Il manque ${euros(-left)}` : `Il reste ${euros(left)}`;
    sum.textContent = `Il rentre ${euros(total("in"))}, il sort ${euros(total("out"))}. ${words}.`;
  };
  form.addEventListener("input", tell);
  tell();
})();
