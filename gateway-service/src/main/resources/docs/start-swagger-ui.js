"use strict";

window.addEventListener("load", () => {
  window.SwaggerUIBundle({
    dom_id: "#swagger-ui",
    url: "/v3/api-docs",
    deepLinking: true,
    displayRequestDuration: true,
    // No document leaves this host.
    validatorUrl: null,
  });
});
