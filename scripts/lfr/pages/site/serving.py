"""Prepares the built site for a server: configuration for nginx and Apache, and compressed copies of its text files.

Netlify and Cloudflare Pages read the `_headers` file at the root of the site instead (`headers_file`).
"""

import gzip
from pathlib import Path

import jinja2

from lfr.errors import LfrError
from lfr.pages.site.policy import CACHE, HEADERS, OPEN, robots_file

# Files that gain from compression; pictures, spreadsheets and archives are compressed already.
_TEXT = {".html", ".css", ".js", ".json", ".jsonld", ".svg", ".xml", ".txt", ".csv", ".ipynb", ".md", ".yaml", ".yml", ".bib", ".cff"}
_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)
_SMALLEST = 256  # bytes: below this a compressed copy saves nothing


def write_host_files(site: Path, site_url: str) -> None:
    """Write what static hosts, Apache and robots read at the root of a site."""
    (site / "_headers").write_text(headers_file(), encoding="utf-8")
    (site / ".htaccess").write_text(apache_file(), encoding="utf-8")
    if site_url:
        (site / "robots.txt").write_text(robots_file(site_url), encoding="utf-8")


def nginx_file(root: Path, listen: str = "8080", mime: str = "/etc/nginx/mime.types") -> str:
    """The configuration of an nginx server for the site in `root`: headers, caching, compression, the page for unknown addresses."""
    return _filled("nginx.conf.j2", root=root, listen=listen, mime=mime)


def apache_file() -> str:
    """The same configuration for Apache: the `.htaccess` at the root of the site."""
    return _filled("htaccess.j2")


def headers_file() -> str:
    """The `_headers` file that static hosts read: first what holds everywhere, then caching, then who may fetch data from a script."""
    return _filled("_headers.j2")


def _filled(template: str, **given: object) -> str:
    return _TEMPLATES.get_template(template).render(headers=HEADERS, cache=CACHE, open=OPEN, **given)


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
