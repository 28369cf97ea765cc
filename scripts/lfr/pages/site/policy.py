"""What a browser may load and run on a page of this site: one policy, said as a meta tag and as headers for a static host."""

# Only this site's own files; no inline code, no eval. `frame-ancestors` is not allowed in a meta tag, so it stands in the headers alone.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'self'"
)

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    # Charts and data are there to be used on other sites: they hold nothing about the reader.
    "Cross-Origin-Resource-Policy": "cross-origin",
}

# A file named by its content never changes; everything else is asked for again each time (and answered “not modified”).
_FOREVER = "public, max-age=31536000, immutable"
CACHE = {"/assets/inline/*": _FOREVER}
OPEN = ("/data/*", "/api/*")
