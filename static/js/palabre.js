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
