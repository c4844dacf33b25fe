/* Says on the page that a security key did not answer, where allauth would only tell the console. */
document.addEventListener("allauth.error", function (event) {
  event.preventDefault();
  document.getElementById("key-problem").hidden = false;
});
