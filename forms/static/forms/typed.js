/* From what was typed to a clean answer, as forms/definition/cleaners.py does it, for the questions that a
   condition reads; null when nothing was typed or when it would be refused. The server decides again. */
(function () {
  "use strict";

  const MAX_LENGTHS = { short_text: 200, long_text: 4000, email: 254, telephone: 40, municipality: 100, partner_service: 200 };
  const MAX_WHOLE_NUMBER = 1e9;
  const EMAIL = /^[^\s@<>,;:"()[\]]+@[^\s@<>,;:"()[\].]+(?:\.[^\s@<>,;:"()[\].]+)+$/;
  const MONTHS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

  /** Without accents, case, ligatures or punctuation: « LE ROEULX » finds « Le Rœulx ». */
  function folded(value) {
    const spelled = value.replace(/œ/g, "oe").replace(/Œ/g, "oe").replace(/[’'-]/g, " ");
    return spelled.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss").split(/\s+/).filter(Boolean).join(" ");
  }

  function fitting(question, typed) {
    const longest = MAX_LENGTHS[question.type] || 200;
    const limit = Math.min(longest, (question.bounds || {}).max_length || longest);
    if ([...typed].length > limit) return null;
    return /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(typed) ? null : typed;
  }

  function within(question, number) {
    const { min = null, max = null } = question.bounds || {};
    return (min === null || number >= min) && (max === null || number <= max);
  }

  function wholeNumber(typed, question) {
    const compact = typed.replace(/\s/g, "");
    if (!/^[+-]?[0-9]{1,12}$/.test(compact)) return null;
    const number = Number(compact);
    // -0 is 0.
    return Math.abs(number) <= MAX_WHOLE_NUMBER && within(question, number) ? number + 0 : null;
  }

  function amount(typed, question) {
    let compact = typed.replace(/[\s€]/g, "").replace(/EUR$/, "");
    if (compact.includes(",")) compact = compact.replace(/\./g, "").replace(/,/g, ".");
    else if (/^[+-]?[0-9]{1,3}(\.[0-9]{3})+$/.test(compact)) compact = compact.replace(/\./g, "");
    const parts = /^([+-]?)([0-9]{1,12})(?:\.([0-9]{1,2}))?$/.exec(compact);
    if (!parts || !within(question, Number(compact))) return null;
    const sign = parts[1] === "-" && Number(compact) !== 0 ? "-" : "";
    return `${sign}${parts[2].replace(/^0+(?=[0-9])/, "")}.${(parts[3] || "").padEnd(2, "0")}`;
  }

  /** [year, month, day or null] from 14/09/2026, 14 septembre 2026, 2026-09-14, 09/2026… or null. */
  function parsedDate(typed) {
    let spelled = typed.toLowerCase().replace(/1er/g, "1");
    MONTHS.forEach((name, index) => {
      spelled = spelled.replace(new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, "gu"), String(index + 1));
    });
    const iso = /^([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?(?:t00:00(?::00)?)?$/.exec(spelled);
    if (iso) return [Number(iso[1]), Number(iso[2]), iso[3] ? Number(iso[3]) : null];
    const parts = spelled.split(/[\s/.-]+/);
    if (![2, 3].includes(parts.length) || !parts.every((part) => /^[0-9]{1,4}$/.test(part))) return null;
    const numbers = parts.map(Number);
    return [numbers.at(-1), numbers.at(-2), parts.length === 3 ? numbers[0] : null];
  }

  function lastDay(year, month) {
    return new Date(Date.UTC(year, month, 0)).getUTCDate();
  }

  function iso(year, month, day) {
    const twice = (number) => String(number).padStart(2, "0");
    return `${year}-${twice(month)}` + (day === null ? "" : `-${twice(day)}`);
  }

  function today() {
    const now = new Date();
    return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }

  function inPeriod(question, first, last) {
    const period = (question.bounds || {}).period;
    if (period === "past") return first <= today();
    return period === "future" ? last >= today() : true;
  }

  function checkedDate(typed) {
    const found = parsedDate(typed);
    if (!found || found[0] < 1900 || found[0] > 2100 || found[1] < 1 || found[1] > 12) return null;
    const impossible = found[2] !== null && (found[2] < 1 || found[2] > lastDay(found[0], found[1]));
    return impossible ? null : found;
  }

  function date(typed, question) {
    const found = checkedDate(typed);
    if (!found || found[2] === null) return null;
    const day = iso(...found);
    return inPeriod(question, day, day) ? day : null;
  }

  function yearMonth(typed, question) {
    const found = checkedDate(typed);
    if (!found) return null;
    const [year, month, day] = found;
    if (day !== null && (question.bounds || {}).day_allowed) return date(typed, question);
    const allowed = inPeriod(question, iso(year, month, 1), iso(year, month, lastDay(year, month)));
    return allowed ? iso(year, month, null) : null;
  }

  function remainder97(digits) {
    return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
  }

  function nationalNumber(typed) {
    const digits = typed.replace(/[^0-9]/g, "");
    if (digits.length !== 11 || /[^0-9\s.\-/]/.test(typed)) return null;
    const [head, check] = [digits.slice(0, 9), Number(digits.slice(9))];
    return [head, `2${head}`].some((one) => 97 - remainder97(one) === check) ? digits : null;
  }

  function telephone(typed) {
    return /^\+?[0-9]{8,15}$/.test(typed.replace(/[\s./()\-–]/g, "")) ? typed : null;
  }

  function postalCode(typed) {
    const digits = typed.replace(/^[Bb]-/, "");
    return /^[1-9][0-9]{3}$/.test(digits) ? digits : null;
  }

  function iban(typed) {
    const compact = typed.replace(/[\s.-]/g, "").toUpperCase();
    if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$/.test(compact)) return null;
    const digits = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) => parseInt(letter, 36));
    return remainder97(digits) === 1 ? compact.replace(/(.{4})(?=.)/g, "$1 ") : null;
  }

  function enterpriseNumber(typed) {
    let digits = typed.toUpperCase().replace(/[\s./-]/g, "").replace(/^BE/, "");
    if (digits.length === 9) digits = `0${digits}`;
    if (!/^[01][0-9]{9}$/.test(digits)) return null;
    const right = 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8));
    return right ? `${digits.slice(0, 4)}.${digits.slice(4, 7)}.${digits.slice(7)}` : null;
  }

  const FORMATS = { postal_code: postalCode, iban, enterprise_number: enterpriseNumber };

  function shortText(typed, question) {
    const format = FORMATS[(question.bounds || {}).format];
    return format ? format(typed) : typed;
  }

  /** « 7100 » for a place of the list, typed as a code, a name, or both. */
  function municipality(typed, question) {
    const code = typed.slice(0, 4);
    if ((question.codes || []).includes(code) && !/^[0-9]/.test(typed.slice(4, 5))) return code;
    return named(question, typed);
  }

  /** What the list calls it; anything else as typed. */
  function named(question, typed) {
    const name = folded(typed);
    return Object.prototype.hasOwnProperty.call(question.names || {}, name) ? question.names[name] : typed;
  }

  const CLEANERS = {
    short_text: shortText,
    email: (typed) => (EMAIL.test(typed) ? typed : null),
    telephone,
    date,
    year_month: yearMonth,
    whole_number: wholeNumber,
    amount,
    national_number: nationalNumber,
    municipality,
    partner_service: (typed, question) => named(question, typed),
    scale: (typed) => (/^[1-5]$/.test(typed) ? Number(typed) : null),
  };

  // What Python takes for a blank between two words; four separators of old tapes are among them.
  const BLANKS = /[\s\u001c-\u001f\u0085]+/;

  /** The clean answer to {type, bounds…}; several choices are a list of the codes ticked. */
  function clean(question, typed) {
    if (Array.isArray(typed)) return typed.length ? typed : null;
    const trimmed = question.type === "long_text"
      ? typed.replace(/\r\n?/g, "\n").trim()
      : typed.split(BLANKS).filter(Boolean).join(" ");
    if (!trimmed || fitting(question, trimmed) === null) return null;
    const cleaner = CLEANERS[question.type];
    return cleaner ? cleaner(trimmed, question) : trimmed;
  }

  const api = { clean };
  globalThis.formTyped = api;
  if (typeof module === "object" && module.exports) module.exports = api;
})();
