/* Comfort on top of pages that work without it. No eval, no inline handlers, no style attributes. */
(function () {
  "use strict";

  function each(selector, act, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), act);
  }

  /* Menus made of <details data-menu> close on Escape, on a click elsewhere and when the focus leaves. */
  function closeMenus(except) {
    each("details[data-menu][open]", function (menu) {
      if (menu !== except) { menu.open = false; }
    });
  }

  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details[data-menu]"));

    if (event.target.closest("[data-print]")) {
      event.preventDefault();
      window.print();
    }

    var all = event.target.closest("[data-check-all]");
    if (all) {
      each(all.getAttribute("data-check-all"), function (box) { box.checked = all.checked; });
    }

    var copier = event.target.closest("[data-copy]");
    if (copier) { copy(copier); }

    var adder = event.target.closest("[data-add-row]");
    if (adder) { addRow(event, adder); }

    var remover = event.target.closest("[data-drop-row]");
    if (remover) { dropRow(event, remover); }
  });

  document.addEventListener("focusin", function (event) {
    closeMenus(event.target.closest("details[data-menu]"));
    whole(event.target);
  });

  /* A day is chosen whole when one comes to it, so that typing replaces what was preset. 20261105 is shown as
     2026-11-05 once the box is left; the server reads both. */
  function whole(box) {
    if (box && box.hasAttribute && (box.hasAttribute("data-day") || box.hasAttribute("data-whole"))) { box.select(); }
  }
  function spell(box) {
    var parts = /^(\d{4})(?:年|[-./])?(\d{1,2})(?:月|[-./])?(\d{1,2})日?$/.exec(box.value.trim());
    if (parts && (parts[2].length + parts[3].length === 4 || /\D/.test(box.value.trim()))) {
      box.value = parts[1] + "-" + ("0" + parts[2]).slice(-2) + "-" + ("0" + parts[3]).slice(-2);
    }
  }

  /* A button [data-copy="#box"] copies the text of a box; it is hidden until this script shows it. On an intranet without
     https the older way is the only one. */
  function copy(button) {
    var box = document.querySelector(button.getAttribute("data-copy"));
    var words = button.querySelector("[data-copied]");
    box.focus();
    box.select();
    if (document.execCommand("copy") && words) { words.textContent = words.getAttribute("data-copied"); }
  }

  /* Rows that repeat (parties …). A button [data-add-row="#box"] copies the <template> inside #box, putting the next number in
     the place of __index__; a [data-drop-row] button removes its [data-row]. Without this script both send the form. */
  function addRow(event, button) {
    var box = document.querySelector(button.getAttribute("data-add-row"));
    var mould = box && box.querySelector("template");
    if (!mould) { return; }
    event.preventDefault();
    var next = Number(box.getAttribute("data-next") || box.querySelectorAll("[data-row]").length);
    box.setAttribute("data-next", next + 1);
    var holder = document.createElement("template");
    holder.innerHTML = mould.innerHTML.replace(/__index__/g, next);
    box.insertBefore(holder.content, mould);
    var row = mould.previousElementSibling;
    var first = row && row.querySelector("input:not([type=hidden]), select, textarea");
    if (first) { first.focus(); }
    if (row && window.htmx) { window.htmx.process(row); }
  }

  function dropRow(event, button) {
    var row = button.closest("[data-row]");
    if (!row) { return; }
    event.preventDefault();
    row.parentNode.removeChild(row);
    changed = true;
  }

  /* Keyboard: "/" goes to the search, Ctrl+Enter sends the form, Escape closes the menus. */
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") {
      var open = document.querySelector("details[data-menu][open]");
      closeMenus(null);
      if (open) { open.querySelector("summary").focus(); }
    } else if (event.key === "/" && !typing) {
      var search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "Enter" && event.ctrlKey && event.target.form) {
      var button = event.target.form.querySelector("button[type=submit]");
      if (button) { button.click(); }
    }
  });

  /* A form asks before it goes when it says so, goes once, and warns when it would be left with changes. */
  var changed = false;
  document.addEventListener("input", function (event) {
    if (event.target.closest("form[data-guard]")) { changed = true; }
  });
  document.addEventListener("change", function (event) {
    if (event.target.hasAttribute("data-day")) { spell(event.target); }
    if (event.target.closest("[data-now]")) { event.target.form.submit(); }
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var question = form.getAttribute("data-ask");
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    if (form.hasAttribute("data-once") && !form.hasAttribute("hx-post")) {
      if (form.hasAttribute("data-sent")) {
        event.preventDefault();
        return;
      }
      form.setAttribute("data-sent", "");
      window.setTimeout(function () { form.removeAttribute("data-sent"); }, 5000);   /* a download leaves the page open */
    }
    changed = false;
  });
  window.addEventListener("beforeunload", function (event) {
    if (changed) { event.preventDefault(); event.returnValue = ""; }
  });
  window.addEventListener("pageshow", function () {           /* the way back from the next page */
    each("form[data-sent]", function (form) { form.removeAttribute("data-sent"); });
  });

  /* A refused form puts the focus on its list of faults; each fault leads to its field. */
  function begin() {
    var summary = document.querySelector("[data-focus]");
    if (summary) { summary.focus(); }
    whole(document.activeElement);
    each("[data-copy]", function (button) { button.hidden = false; });
    if (document.querySelector("form[data-guard] .error-summary")) { changed = true; }
  }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", begin); } else { begin(); }
})();
