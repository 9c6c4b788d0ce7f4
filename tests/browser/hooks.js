// Whatever a payload computes first (eval, Function), it ends in one of these; Playwright needs eval itself.
for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch"])
  window[name] = () => { ran(name); };
XMLHttpRequest.prototype.open = () => ran("XMLHttpRequest");
navigator.sendBeacon = () => ran("sendBeacon");
