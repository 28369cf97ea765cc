"""Moves scripts, styles and pictures out of pages into files of their own, so that a strict Content-Security-Policy can hold."""

import base64
import hashlib
import re
from pathlib import Path

_SCRIPT = re.compile(r"<script(?P<attributes>(?:\s[^>]*)?)>(?P<body>.*?)</script>", re.S)
_STYLE = re.compile(r"<style(?:\s[^>]*)?>(?P<body>.*?)</style>", re.S)
_PICTURE = re.compile(r'src="data:image/(?P<kind>svg\+xml|png|jpeg);base64,(?P<data>[^"]+)"')
_STYLE_ATTRIBUTE = re.compile(r'(<[a-zA-Z][^<>]*?)\sstyle="([^"]*)"([^<>]*>)')


class OwnFiles:
    """The files moved out of pages, each once, named by its content."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def without_inline(self, output: str, url: str) -> str:
        """The page with links in place of its inline scripts, styles and pictures. `url` is its address inside the site."""
        # The 404 page is served at any depth, so its links must start at the root.
        root = "/" if url == "404.html" else "../" * url.count("/") or "./"

        def script(match: re.Match[str]) -> str:
            attributes, body = match["attributes"], match["body"]
            if (
                "src=" in attributes
                or 'type="application/json"' in attributes
                or 'type="application/ld+json"' in attributes
                or not body.strip()
            ):
                return match[0]
            return f'<script{attributes} src="{root}{self.keep(body, "js")}"></script>'

        def style(match: re.Match[str]) -> str:
            return f'<link rel="stylesheet" href="{root}{self.keep(match["body"], "css")}">'

        def attribute(match: re.Match[str]) -> str:
            # text-align from Markdown tables, colours from notebooks: one class per value of the attribute.
            name = "s-" + hashlib.sha256(match[2].encode()).hexdigest()[:10]
            sheets[name] = f".{name}{{{match[2]}}}"
            opening = match[1]
            if 'class="' in opening + match[3]:
                return re.sub(r'class="', f'class="{name} ', opening + match[3], count=1)
            return f'{opening} class="{name}"{match[3]}'

        def picture(match: re.Match[str]) -> str:
            return f'src="{root}{self.keep(base64.b64decode(match["data"]), "svg" if "svg" in match["kind"] else match["kind"])}"'

        sheets: dict[str, str] = {}
        output = _PICTURE.sub(picture, output)
        output = _SCRIPT.sub(script, output)
        output = _STYLE.sub(style, output)
        while _STYLE_ATTRIBUTE.search(output):
            output = _STYLE_ATTRIBUTE.sub(attribute, output)
        if sheets:
            href = root + self.keep("\n".join(sheets[name] for name in sorted(sheets)), "css")
            output = output.replace("</head>", f'<link rel="stylesheet" href="{href}"></head>', 1)
        return output

    def keep(self, body: str | bytes, kind: str) -> str:
        """Add a file, named by its content; returns its address."""
        content = body.encode() if isinstance(body, str) else body
        name = f"assets/inline/{hashlib.sha256(content).hexdigest()[:16]}.{kind}"
        self._files[name] = content
        return name

    def write(self, site: Path) -> None:
        """Write all files into the folder `site`."""
        for name, body in sorted(self._files.items()):
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)


def joined_styles(folder: Path) -> str:
    """Every stylesheet of a folder, in the order of their names, as one file: the sources stay readable, readers get few bytes."""
    return "\n".join(_squeezed(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.css")))


def _squeezed(sheet: str) -> str:
    """A stylesheet without comments and spare white space."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    return re.sub(r"\s*\n\s*", "\n", sheet).strip()
