/* Two conveniences for people who signed in. Every page works without them. */
(function () {
  "use strict";
  var leave = document.currentScript.dataset.leave;

  // What htmx sends carries the same proof as the form that it comes from, or as any on the page.
  document.addEventListener("htmx:configRequest", function (event) {
    var form = event.detail.elt.closest("form") || document;
    var proof = form.querySelector("[name=csrfmiddlewaretoken]") || document.querySelector("[name=csrfmiddlewaretoken]");
    if (proof) event.detail.headers["X-CSRFToken"] = proof.value;
  });

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
