/* A convenience for people who signed in. Every page works without it. */
(function () {
  "use strict";
  var leave = document.currentScript.dataset.leave;

  // Shift, three times within two seconds and nothing else between: leave, and « Back » finds nothing.
  var presses = [];
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Shift" || event.repeat) {
      if (event.key !== "Shift") presses = [];
      return;
    }
    presses = presses.concat(event.timeStamp).slice(-3);
    if (presses.length === 3 && event.timeStamp - presses[0] < 2000) location.replace(leave);
  });
})();
/* For moderators: who takes which case while a page is open, and single keys for those who turned
   them on. Every page works without it. */
(function () {
  "use strict";
  var QUICK = 2000, SLOW = 15000, AWAY = 120000, here = document.currentScript.dataset;
  var all = function (what) { return Array.prototype.slice.call(document.querySelectorAll(what)); };
  var rows = document.querySelector("[data-claims]"), said = document.querySelector("[data-said]");
  var mark = "", wait = QUICK, heard = false, asking = false, stirred = Date.now(), timer;

  // What has changed is said politely, where a screen reader listens. Nothing else on the page moves.
  function show(claims) {
    var news = {};
    all("[data-case]").forEach(function (place) {
      var words = claims[place.dataset.case];
      if (words === undefined || place.textContent === words) return;
      place.textContent = words;
      var name = place.closest("li, article").querySelector("h1, h3").textContent.trim();
      news[place.dataset.case] = name + ", " + (words || rows.dataset.free);
    });
    if (heard && Object.keys(news).length) said.textContent = Object.values(news).join(". ");
    heard = true;
  }
  function ask() {
    clearTimeout(timer);
    var of = all("[data-case]").map(function (place) { return place.dataset.case; });
    if (!rows || !of.length || asking || document.visibilityState !== "visible") return;
    asking = true;
    fetch(rows.dataset.claims + "?of=" + of.join(","), mark ? { headers: { "If-None-Match": mark } } : {}).then(function (answer) {
      wait = QUICK;
      if (answer.status === 304) return null;
      mark = answer.headers.get("ETag") || "";
      return answer.json().then(show);
    }).catch(function () { wait = SLOW; /* no network, or signed out */ }).then(function () {
      asking = false;
      timer = setTimeout(ask, Date.now() - stirred > AWAY ? SLOW : wait);
    });
  }
  // Quick while somebody is there, slow while nobody moves, not at all while the page is out of sight.
  function stir() {
    var away = Date.now() - stirred > AWAY;
    stirred = Date.now();
    if (away) ask();
  }
  ["keydown", "pointerdown", "pointermove", "scroll"].forEach(function (sign) {
    document.addEventListener(sign, stir, { passive: true });
  });
  document.addEventListener("visibilitychange", function () { stir(); ask(); });
  addEventListener("focus", ask);
  ask();

  if (!("keys" in here)) return;

  function walk(step) {
    var links = all(".rows h3 a"), at = links.indexOf(document.activeElement);
    if (at < 0) at = links.findIndex(function (link) { return link.getAttribute("aria-current"); });
    var next = links[at < 0 ? 0 : at + step];
    if (next) next.focus();
  }
  function choose(value) {
    var found = document.querySelector("[name=decision][value=" + value + "]");
    if (!found) return;
    found.checked = true;
    found.focus();
  }
  function quote() {
    var words = String(getSelection()).trim(), field = document.querySelector("[name=passage]");
    if (words && field) field.value = words;
  }
  function help() {
    var list = document.getElementById("keys");
    list.open = true;
    list.querySelector("summary").focus();
  }
  var deeds = {
    j: function () { walk(1); },
    k: function () { walk(-1); },
    t: function () { var take = document.querySelector("[data-take]"); if (take) take.click(); },
    1: function () { choose("keep"); },
    2: function () { choose("remove"); },
    p: quote,
    "?": help
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])")) return;
    // On a French keyboard the row of digits writes « & é » : its place counts, not what it writes.
    var key = /^Digit[12]$/.test(event.code) ? event.code.slice(5) : event.key.toLowerCase();
    if (!Object.prototype.hasOwnProperty.call(deeds, key)) return;
    event.preventDefault();
    deeds[key]();
  });
})();
