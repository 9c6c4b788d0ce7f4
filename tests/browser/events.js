// Every event that a text could wait for, on every element, in frames too.
() => {
  const names = ["click", "dblclick", "mouseover", "mouseenter", "mousemove", "mousedown", "mouseup", "mouseout",
    "pointerover", "pointerenter", "pointerdown", "pointermove", "pointerup", "focus", "focusin", "blur",
    "change", "input", "submit", "reset", "invalid", "keydown", "keypress", "keyup", "copy", "cut", "paste",
    "drag", "drop", "dragstart", "wheel", "scroll", "select", "toggle", "load", "error", "animationstart",
    "animationend", "transitionend", "touchstart", "touchend", "contextmenu", "begin", "end", "repeat"];
  const frames = [...document.querySelectorAll("iframe")].map(frame => frame.contentDocument);
  for (const shown of [document, ...frames].filter(Boolean)) {
    shown.addEventListener("click", event => event.preventDefault());
    for (const element of shown.querySelectorAll("main *, body:not(:has(main)), body:not(:has(main)) *"))
      for (const name of names) element.dispatchEvent(new Event(name, { cancelable: true }));
  }
}
