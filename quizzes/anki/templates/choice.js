// Shuffles the options, lets a tap pick one, and shows both again on the back. Without it the list stays as written.
(function () {
  var leaf = document.querySelector(".varaka.of-choice"), list = leaf && leaf.querySelector(".options ol");
  if (!list) return;
  var id = leaf.getAttribute("data-id"), back = leaf.classList.contains("back"), review = recall();
  var items = Array.prototype.slice.call(list.children);

  // Desktop and iOS keep the page between the sides, AnkiDroid only the session: so both are used.
  function recall() {
    try { return window.varakaReview || JSON.parse(sessionStorage.getItem("varaka")); } catch (error) { return null; }
  }
  function keep() {
    window.varakaReview = review;
    try { sessionStorage.setItem("varaka", JSON.stringify(review)); return true; } catch (error) { return false; }
  }
  function begin() {
    review = { id: id, seed: Math.floor(Math.random() * 4294967296), picked: -1 };
    if (!keep()) review.seed = Math.floor(Date.now() / 86400000);
  }
  function random(below) {
    review.state = (Math.imul(review.state, 1664525) + 1013904223) >>> 0;
    return Math.floor(review.state / 4294967296 * below);
  }
  function shuffle() {
    var order = items.slice();
    review.state = review.seed >>> 0;
    for (var last = order.length - 1; last > 0; last--) {
      var other = random(last + 1), item = order[last];
      order[last] = order[other];
      order[other] = item;
    }
    order.forEach(function (item) { list.appendChild(item); });
  }
  function mark() {
    items.forEach(function (item, place) { item.classList.toggle("picked", place === review.picked); });
  }
  function pick(event) {
    var place = items.indexOf(event.currentTarget);
    review.picked = review.picked === place ? -1 : place;
    keep();
    mark();
    event.stopPropagation();
  }

  if (!back || !review || review.id !== id) begin();
  shuffle();
  mark();
  if (!back) items.forEach(function (item) { item.addEventListener("click", pick); });
})();
