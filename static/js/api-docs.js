// Starts whichever viewer the page has loaded; a file of its own, because the policy forbids inline scripts.
(() => {
  const place = document.getElementById("api-docs");
  const url = place.dataset.document;
  if (window.SwaggerUIBundle) {
    window.SwaggerUIBundle({ url, domNode: place, deepLinking: true, docExpansion: "none", persistAuthorization: false });
  } else {
    window.Redoc.init(url, { hideDownloadButton: false, nativeScrollbars: true, disableSearch: false }, place);
  }
})();
