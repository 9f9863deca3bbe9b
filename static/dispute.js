/* The entry of a case or another record by keyboard, and its draft. Everything works without this script, only slower. */
(function () {
  "use strict";

  var form = document.querySelector("form.case-form");

  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }

  /* Storage may be switched off; then there is simply no draft. */
  function kept(key) {
    try { return JSON.parse(window.localStorage.getItem(key) || "null"); } catch (_) { return null; }
  }
  function keep(key, draft) {
    try { window.localStorage.setItem(key, JSON.stringify(draft)); } catch (_) { /* nothing is lost but the draft */ }
  }
  function forget(key) {
    try { window.localStorage.removeItem(key); } catch (_) { /* as above */ }
  }

  var done = document.querySelector("div[data-draft-done]");
  if (done) { forget(done.getAttribute("data-draft-done")); }
  if (!form) { return; }

  /* Enter leads to the next box; from the last it saves. In a text of several lines it begins a line once something is written. */
  function boxes() {
    return all("input:not([type=hidden]), select, textarea", form).filter(function (box) {
      return box.offsetParent !== null && !box.closest("details:not([open])") && !box.disabled && box.type !== "checkbox";
    });
  }
  form.addEventListener("keydown", function (event) {
    var box = event.target;
    if (event.key !== "Enter" || event.ctrlKey || event.altKey || event.shiftKey || event.isComposing) { return; }
    if (!/^(INPUT|SELECT|TEXTAREA)$/.test(box.tagName) || box.type === "checkbox") { return; }
    if (box.tagName === "TEXTAREA" && box.value) { return; }
    event.preventDefault();
    var order = boxes();
    var next = order[order.indexOf(box) + 1];
    if (next) {
      next.focus();
      if (next.select && next.tagName === "INPUT") { next.select(); }
    } else {
      form.querySelector("button[type=submit]").click();
    }
  });

  /* ---------------------------------------------------------------- the draft */

  var name = form.getAttribute("data-draft");
  if (!name) { return; }
  if (form.hasAttribute("data-draft-done")) { forget(name); }

  /* Identity and telephone numbers are never kept on this computer. */
  function worth(box) {
    return box.name && box.type !== "hidden" && !box.hasAttribute("data-private") && box.name !== "other_than";
  }
  function fields() { return all("input, select, textarea", form).filter(worth); }
  function state() {
    return fields().map(function (box) {
      return [box.name, box.type === "checkbox" ? (box.checked ? box.value : null) : box.value];
    });
  }

  var begun = JSON.stringify(state());
  var timer = null;
  form.addEventListener("input", function () {
    window.clearTimeout(timer);
    timer = window.setTimeout(function () { keep(name, { at: Date.now(), values: state() }); }, 400);
  });

  function restore(draft) {
    var rows = draft.values.filter(function (pair) { return /^parties-\d+-name$/.test(pair[0]); }).length;
    var adder = form.querySelector("[data-add-row]");
    while (adder && all("[data-row]", form).length < rows) { adder.click(); }
    var left = draft.values.slice();
    fields().forEach(function (box) {
      for (var i = 0; i < left.length; i += 1) {
        if (left[i][0] === box.name && (box.type !== "checkbox" || left[i][1] === null || left[i][1] === box.value)) {
          var value = left.splice(i, 1)[0][1];
          if (box.type === "checkbox") { box.checked = value !== null; } else { box.value = value; }
          return;
        }
      }
    });
    all("details", form).forEach(function (more) {
      more.open = more.open || all("input, textarea, select", more).some(function (box) { return box.type === "checkbox" ? box.checked : box.value; });
    });
    boxes()[0].focus();
  }

  var offer = document.getElementById("draft-offer");
  var draft = kept(name);
  var refused = form.querySelector(".error-summary");
  if (!draft || !offer || refused || JSON.stringify(draft.values) === begun) { return; }
  var at = new Date(draft.at);
  function two(number) { return (number < 10 ? "0" : "") + number; }
  offer.querySelector("[data-draft-time]").textContent =
    " " + (at.getMonth() + 1) + "月" + at.getDate() + "日 " + two(at.getHours()) + ":" + two(at.getMinutes());
  offer.hidden = false;
  offer.addEventListener("click", function (event) {
    if (event.target.closest("[data-draft-restore]")) { restore(draft); offer.hidden = true; }
    if (event.target.closest("[data-draft-drop]")) { forget(name); offer.hidden = true; }
  });
})();
