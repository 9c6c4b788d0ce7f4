// What our own templates make is listed; anything else in a page came out of a text.
() => {
  const tags = new Set(("A ARTICLE ASIDE B BUTTON CODE DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 HEADER " +
    "IMG INPUT LABEL LI MAIN NAV OL P PATH SCRIPT SECTION SMALL SPAN SUMMARY SVG TEXTAREA TIME UL").split(" "));
  const attributes = new Set(("alt aria-current aria-hidden aria-label autocomplete class d data-built data-copies " +
    "data-done data-md-component data-md-toggle data-stale-after datetime dir for height hidden href hreflang id " +
    "lang readonly rel rows src title type viewBox width").split(" "));
  // A page holds one picture, its code, and one block of data, which is JSON whatever the title.
  const ours = {
    IMG: picture => picture.className === "code" && /^data:image\/png;base64,[A-Za-z0-9+/=]+$/.test(picture.src),
    SCRIPT: block => block.type === "application/ld+json" && JSON.parse(block.text)["@type"] === "CreativeWork",
  };
  const strange = element => !tags.has(element.tagName.toUpperCase())
    || (ours[element.tagName] && !ours[element.tagName](element))
    || (element.tagName === "A" && !/^(https?:|tel:|#|[a-zA-Z0-9._/-]+$)/.test(element.getAttribute("href")))
    || [...element.attributes].some(attribute => !attributes.has(attribute.name));
  const twice = Object.keys(ours).flatMap(tag => [...document.body.querySelectorAll(tag)].slice(1));
  const found = [...[...document.querySelectorAll("body *")].filter(strange), ...twice];
  return found.map(element => element.outerHTML.slice(0, 99));
}
