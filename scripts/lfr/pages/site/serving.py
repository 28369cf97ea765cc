"""Prepares the built site for a server: configuration for nginx and Apache, and compressed copies of its text files.

Netlify and Cloudflare Pages read the `_headers` file at the root of the site instead.
"""

import gzip
import re
from pathlib import Path

import jinja2

from lfr.errors import LfrError
from lfr.pages.site.policy import CACHE, HEADERS, OPEN

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
