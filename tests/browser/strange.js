// What our own templates make is listed; anything else in a page came out of a text.
() => {
  const tags = new Set(("A ARTICLE ASIDE B BUTTON CIRCLE CODE DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 " +
    "H2 HEADER IMG INPUT LABEL LI MAIN NAV OL OUTPUT P PATH SCRIPT SECTION SMALL SPAN SUMMARY SVG TEXTAREA TIME UL").split(" "));
  const attributes = new Set(("action alt aria-current aria-hidden aria-label aria-pressed autocomplete class cx cy d " +
    "data-built data-copies data-done data-duty data-from data-here data-md-component data-md-toggle data-shown " +
    "data-stale-after data-to datetime dir enterkeyhint for height hidden href hreflang id lang maxlength method name " +
    "placeholder r readonly rel role rows src title type viewBox width").split(" "));
  // A page holds one picture, its code, one block of data, which is JSON whatever the title, and one form that
  // leads to the search or nowhere.
  const ours = {
    FORM: form => [null, "search.html"].includes(form.getAttribute("action")),
    IMG: picture => picture.className === "code" && /^data:image\/png;base64,[A-Za-z0-9+/=]+$/.test(picture.src),
    SCRIPT: block => block.type === "application/ld+json" && JSON.parse(block.text)["@type"] === "CreativeWork",
  };
  const strange = element => !tags.has(element.tagName.toUpperCase())
    || (ours[element.tagName] && !ours[element.tagName](element))
    || (element.tagName === "A" && !/^(https?:|tel:|#|[a-zA-Z0-9._/-]+([?&][a-z]+=[a-z0-9-]+)*$)/.test(element.getAttribute("href")))
    || [...element.attributes].some(attribute => !attributes.has(attribute.name));
  const twice = Object.keys(ours).flatMap(tag => [...document.body.querySelectorAll(tag)].slice(1));
  const found = [...[...document.querySelectorAll("body *")].filter(strange), ...twice];
  return found.map(element => element.outerHTML.slice(0, 99));
}
