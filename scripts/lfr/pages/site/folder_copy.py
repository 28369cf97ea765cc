"""Writes a copy of the built site that works from a folder, without a server: offline, on a USB stick, in an archive.

In a page opened from a folder, a link must name its file, and no script can fetch one. So links end in `index.html`, and
the parts that fetch (search, the question box, the letter's form, counting again) are left out, and the pages say so.
"""

import posixpath
import re
import zipfile
from collections.abc import Container
from html import unescape
from urllib.parse import unquote

from lfr.curated.registry import read_sources
from lfr.downloads.metadata import zip_entry
from lfr.errors import LfrError
from lfr.pages.site.serving import POLICY
from lfr.project import Project
from lfr.wording.words import say_day

ROOT = "lfr-statistics-site"

# Files for servers and search engines only.
_LEFT_OUT = re.compile(r"(404\.html|robots\.txt|sitemap\.xml|_headers|\.htaccess|.*\.gz|assets/img/card\.png|search/.*\.json)")
# A page opened from a folder has no origin: Chromium takes 'self' for any file, other browsers for none. All understand `file:`.
# Nothing may be fetched.
_POLICY = re.sub(r"((?:script|style|img|font)-src 'self')", r"\1 file:", POLICY).replace("connect-src 'self'", "connect-src 'none'")
# What a page of the copy says instead: the policy, no script or form that fetches, and sentences that are true in a folder.
_INSTEAD = {
    re.escape(f'content="{POLICY}"'): f'content="{_POLICY}"',
    r'<script src="[^"]*assets/(?:ask|cited|letter|letter-form|search|search-page|verify|words)\.js"[^>]*></script>': "",
    r'\s*<form class="lfr-search".*?</form>': "",
    r"Searching needs JavaScript, which is off or did not load\.": "This copy of the site, opened from a folder, has no search.",
    r"Without JavaScript this page cannot be changed\.": "In this copy of the site, opened from a folder, this page cannot be changed.",
}
_TAG = re.compile(r"<[a-z][^<>]*>")
_ADDRESS = re.compile(r'(?<=\shref=")[^"]*|(?<=\ssrc=")[^"]*')


def write_folder_copy(project: Project) -> str:
    """Write `build/lfr-statistics-site.zip` from `public/`, byte-identical for the same site. Returns a sentence about the file.

    Raises LfrError when the site has not been built.
    """
    public = project.public
    if not (public / "index.html").is_file():
        raise LfrError(f"{public}: there is no site yet. Run `make site` (or `lfr build`) first.")
    target = project.build / f"{ROOT}.zip"
    beside = target.with_suffix(".making")
    files = {path.relative_to(public).as_posix(): path for path in sorted(public.rglob("*")) if path.is_file()}
    kept = {name: path for name, path in files.items() if not _LEFT_OUT.fullmatch(name)}
    with zipfile.ZipFile(beside, "w") as archive:
        archive.writestr(zip_entry(f"{ROOT}/README.txt"), _readme(project))
        for name, path in kept.items():
            body = path.read_bytes()
            if name.endswith(".html"):
                body = for_folder(body.decode("utf-8"), name, kept).encode()
            archive.writestr(zip_entry(f"{ROOT}/{name}"), body)
    beside.replace(target)
    return f"{target.name}: {len(kept)} files, {target.stat().st_size / 1e6:.1f} MB"


def for_folder(html: str, name: str, files: Container[str]) -> str:
    """The page for the copy in a folder. `name` is its file, `files` are the names of all files of the copy."""
    for said, instead in _INSTEAD.items():
        html = re.sub(said, instead, html, flags=re.S)
    folder = posixpath.dirname(name)
    return _TAG.sub(lambda tag: _ADDRESS.sub(lambda found: _named(found[0], folder, files), tag[0]), html)


def _named(link: str, folder: str, files: Container[str]) -> str:
    """The link with the file name of its page: `../2024/#rows` becomes `../2024/index.html#rows`."""
    if not link or link.startswith(("#", "?")) or re.match(r"[a-z][a-z+.-]*:", link):
        return link
    path = re.split("[?#]", link, maxsplit=1)[0]
    target = posixpath.normpath(posixpath.join(folder, unquote(unescape(path))))
    index = "index.html" if target == "." else f"{target}/index.html"
    if target in files or index not in files:
        return link
    return f"{path.rstrip('/')}/index.html{link.removeprefix(path)}"


def _readme(project: Project) -> str:
    newest = max((source.edition for source in read_sources(project).values()), default=None)
    as_at = f"Figures as at {say_day(newest)}, the date of the newest document counted.\n\n" if newest else ""
    return f"""LFR Statistics, a copy for a folder

Open index.html in a browser. No server and no network are needed.

{as_at}Left out, because a page opened from a folder cannot fetch files: the search, the question box on the page of answers, the form
that changes the letter, and counting a figure again in the page. Every figure, row, chart and file to download is here.

Facts from the records of the police forces named on the page of sources; see data/latest/LICENCE.txt.
"""
