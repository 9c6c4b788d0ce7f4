// What our own templates make is listed; anything else in a page came out of a text.
() => {
  const tags = new Set(("A ARTICLE ASIDE B CODE DD DETAILS DIV DL DT FOOTER H1 H2 HEADER INPUT LABEL LI MAIN " +
    "NAV OL P PATH SECTION SMALL SPAN SUMMARY SVG TIME UL").split(" "));
  const attributes = new Set(("aria-current aria-hidden aria-label autocomplete class d data-built " +
    "data-md-component data-md-toggle data-stale-after datetime dir for hidden href hreflang id lang rel title " +
    "type viewBox").split(" "));
  const strange = element => !tags.has(element.tagName.toUpperCase())
    || (element.tagName === "A" && !/^(https?:|tel:|#|[a-zA-Z0-9._/-]+$)/.test(element.getAttribute("href")))
    || [...element.attributes].some(attribute => !attributes.has(attribute.name));
  return [...document.querySelectorAll("body *")].filter(strange).map(element => element.outerHTML.slice(0, 99));
}
