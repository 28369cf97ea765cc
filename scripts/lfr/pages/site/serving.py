"""Prepares the built site for a server: configuration for nginx and Apache, and compressed copies of its text files.

Netlify and Cloudflare Pages read the `_headers` file at the root of the site instead (`policy.headers_file`).
"""

import gzip
from pathlib import Path

from lfr.errors import LfrError
from lfr.pages.site.policy import CACHE, HEADERS, OPEN, headers_file, robots_file

# Files that gain from compression; pictures, spreadsheets and archives are compressed already.
_TEXT = {".html", ".css", ".js", ".json", ".jsonld", ".svg", ".xml", ".txt", ".csv", ".ipynb", ".md", ".yaml", ".yml", ".bib", ".cff"}
_SMALLEST = 256  # bytes: below this a compressed copy saves nothing

_NGINX = """\
# nginx for the built site: put this file into /etc/nginx/conf.d/ (or include it in the http block), and set the two marked lines.
# Compressed copies (`make serving`) are sent as they are; without them nginx compresses text as it goes.

map $uri $lfr_cache {{
    default "no-cache";
{cache}
}}

map $uri $lfr_open {{
    default "";
{open}
}}

server {{
    listen {listen};                     # <- behind TLS: listen 443 ssl; with ssl_certificate and ssl_certificate_key
    root {root};   # <- the folder `public`
    server_tokens off;
    charset utf-8;
    charset_types text/css text/plain text/csv text/xml application/javascript application/json application/atom+xml image/svg+xml;
    include {mime};
    types {{
        text/csv csv;
        application/vnd.apache.parquet parquet;
        application/ld+json jsonld;
        application/x-ipynb+json ipynb;
        application/yaml yaml yml;
        application/x-bibtex bib;
    }}
    default_type text/plain;

    gzip on;
    gzip_static on;
    gzip_vary on;
    gzip_types text/css text/plain text/csv text/xml application/javascript application/json application/ld+json image/svg+xml;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000;
    open_file_cache max=4000 inactive=60s;
    open_file_cache_valid 30s;
    etag on;

    # Said once, for the whole server: a header in a location would replace all of these.
{headers}
    add_header Cache-Control $lfr_cache always;
    add_header Access-Control-Allow-Origin $lfr_open always;

    index index.html;
    error_page 404 /404.html;
    absolute_redirect off;
    location / {{ try_files $uri $uri/ =404; }}
    # Not pages: what other hosts read, and the compressed copies by themselves.
    location ~ (^|/)(_headers|_redirects|\\.ht.*)$ {{ return 404; }}
}}
"""

_APACHE = """\
# Apache: this file lies at the root of the site. Needs mod_headers and mod_mime; mod_deflate compresses what has no compressed copy.
ErrorDocument 404 /404.html
DirectoryIndex index.html
Options -Indexes
AddDefaultCharset utf-8
AddType text/csv .csv
AddType application/vnd.apache.parquet .parquet
AddType application/x-ipynb+json .ipynb
AddOutputFilterByType DEFLATE text/html text/css text/plain text/csv text/xml application/javascript application/json image/svg+xml
{headers}
Header always set Cache-Control "no-cache"
{cache}
{open}
"""


def write_host_files(site: Path, site_url: str) -> None:
    """Write what static hosts, Apache and robots read at the root of a site."""
    (site / "_headers").write_text(headers_file(), encoding="utf-8")
    (site / ".htaccess").write_text(apache_file(), encoding="utf-8")
    if site_url:
        (site / "robots.txt").write_text(robots_file(site_url), encoding="utf-8")


def nginx_file(root: Path, listen: str = "8080", mime: str = "/etc/nginx/mime.types") -> str:
    """The configuration of an nginx server for the site in `root`: headers, caching, compression, the page for unknown addresses."""
    return _NGINX.format(
        root=root,
        listen=listen,
        mime=mime,
        headers="\n".join(f'    add_header {name} "{value}" always;' for name, value in HEADERS.items()),
        cache="\n".join(f'    ~^{path.rstrip("*")} "{value}";' for path, value in CACHE.items()),
        open="\n".join(f'    ~^{path.rstrip("*")} "*";' for path in OPEN),
    )


def apache_file() -> str:
    """The same configuration for Apache: the `.htaccess` at the root of the site."""
    return _APACHE.format(
        headers="\n".join(f'Header always set {name} "{value}"' for name, value in HEADERS.items()),
        cache="\n".join(_apache_if(path, f'Cache-Control "{value}"') for path, value in CACHE.items()),
        open="\n".join(_apache_if(path, 'Access-Control-Allow-Origin "*"') for path in OPEN),
    )


def _apache_if(path: str, header: str) -> str:
    return f'<If "%{{REQUEST_URI}} =~ m#^{path.rstrip("*")}#">\n  Header always set {header}\n</If>'


def prepare_serving(site: Path, build: Path) -> str:
    """Compress the built site and write `build/serving/nginx.conf` for it. Returns a sentence about the result.

    Raises LfrError when the site has not been built yet.
    """
    if not (site / "index.html").is_file():
        raise LfrError(f"{site}: there is no built site yet. Run `make site` (or `lfr build`) first.")
    copies, size = compress(site)
    target = build / "serving" / "nginx.conf"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(nginx_file(site.resolve()), encoding="utf-8")
    return f"{copies} compressed copies in {site.name}/ ({size // 1024} KiB), and {target.relative_to(build.parent)} for nginx"


def compress(site: Path) -> tuple[int, int]:
    """Write a compressed copy beside every text file that gains from it. Returns the number of copies and their size in bytes.

    The copies carry no time and no name, so that they are the same on every machine.
    """
    written = size = 0
    for path in sorted(site.rglob("*")):
        if path.suffix not in _TEXT or not path.is_file() or path.stat().st_size < _SMALLEST:
            continue
        small = gzip.compress(path.read_bytes(), 9, mtime=0)
        copy = path.with_name(f"{path.name}.gz")
        copy.write_bytes(small)
        written, size = written + 1, size + len(small)
    return written, size
