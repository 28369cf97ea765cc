"""Prepares the built site for a server: configuration for nginx and Apache, compressed copies of its text files, and a page at every
address that moved.

Netlify and Cloudflare Pages read the `_headers` file at the root of the site instead.
"""

import gzip
import posixpath
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import jinja2
from markupsafe import Markup

from lfr.errors import LfrError, SiteError, did_you_mean
from lfr.pages.page import render

# What a browser may load and run on a page of this site: one policy, said as a meta tag and as headers for a static host.
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


# Files that gain from compression; pictures, spreadsheets and archives are compressed already.
_TEXT = {".html", ".css", ".js", ".json", ".jsonld", ".svg", ".xml", ".txt", ".csv", ".ipynb", ".md", ".yaml", ".yml", ".bib", ".cff"}
_SMALLEST = 256  # bytes: below this a compressed copy saves nothing
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)


def configuration(template: str, **given: object) -> str:
    """How a server is told headers and caching: `htaccess.j2`, `_headers.j2`, or `nginx.conf.j2`, which needs the `root`."""
    return _TEMPLATES.get_template(template).render(headers=HEADERS, cache=CACHE, open=OPEN, **given)


def write_host_files(site: Path, site_url: str) -> None:
    """Write what static hosts, Apache and robots read at the root of a site."""
    for name in ("_headers", ".htaccess"):
        (site / name).write_text(configuration(f"{name.lstrip('.')}.j2"), encoding="utf-8")
    if site_url:  # everything may be found; which pages should not be (frozen releases) each page says itself
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n"
        (site / "robots.txt").write_text(robots, encoding="utf-8")


def prepare_serving(site: Path, build: Path) -> str:
    """Compress the built site and write `build/serving/nginx.conf` for it. Returns a sentence about the result.

    Raises LfrError when the site has not been built yet.
    """
    if not (site / "index.html").is_file():
        raise LfrError(f"{site}: there is no built site yet. Run `make site` (or `lfr build`) first.")
    root = str(site.resolve())
    if fault := re.search(r'[$"\\\n]', root):
        raise LfrError(f"{root}: nginx cannot serve a folder with {fault[0]!r} in its name. Move the project to another folder.")
    copies, size = compress(site)
    target = build / "serving" / "nginx.conf"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(configuration("nginx.conf.j2", root=root), encoding="utf-8")
    return f"{copies} compressed copies in {site.name}/ ({size // 1024} KiB), and {target.relative_to(build.parent)} for nginx"


def compress(site: Path) -> tuple[int, int]:
    """Write a compressed copy beside every text file that gains from it. Returns the number of copies and their size in bytes."""
    written = size = 0
    for path in sorted(site.rglob("*")):
        if path.suffix in _TEXT and path.is_file() and path.stat().st_size >= _SMALLEST:
            small = gzip.compress(path.read_bytes(), 9, mtime=0)  # without a time, so that it is the same on every machine
            path.with_name(f"{path.name}.gz").write_bytes(small)
            written, size = written + 1, size + len(small)
    return written, size


def keep_addresses(site: Path, promised: Iterable[str], moved: Mapping[str, tuple[str, str]]) -> None:
    """Write a page for every address that moved. `moved`: address -> where it is now, and why.

    Raises SiteError for an address of a release that is neither there nor moved, and for one that moved to nowhere.
    """
    for address, (now, reason) in moved.items():
        source, target = _file(site, now), _file(site, address)
        if not source.is_file():
            pages = {"/" + path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")}
            near = did_you_mean(now, pages)
            said = near if near.startswith(" Did") else ""
            raise SiteError(f"data/manual/moved.csv: “{address}” moved to “{now}”, which is not on the site.{said}")
        if target.is_file():
            raise SiteError(f"data/manual/moved.csv: “{address}” is still on the site, so it did not move. Remove the line.")
        target.parent.mkdir(parents=True, exist_ok=True)
        if address.endswith("/"):
            link = posixpath.relpath(now, address) + ("/" if now.endswith("/") else "")
            target.write_text(render("moved.html", policy=Markup(POLICY), link=link, now=now, reason=reason) + "\n", encoding="utf-8")
        else:
            shutil.copyfile(source, target)
    if dead := [address for address in promised if not _file(site, address).is_file()]:
        more = f" and {len(dead) - 10} more" if len(dead) > 10 else ""
        raise SiteError(
            f"{', '.join(dead[:10])}{more}: on the site in an earlier release, and no longer made."
            " An address once published never dies: make the page again, or say in data/manual/moved.csv where it went and why."
        )


def _file(site: Path, address: str) -> Path:
    return site / address.lstrip("/") / "index.html" if address.endswith("/") else site / address.lstrip("/")
