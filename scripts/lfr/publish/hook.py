"""The one room for MkDocs: takes in the generated pages, fills in figures, and keeps every page free of inline code.

MkDocs loads this file through `hooks:` in mkdocs.yml.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

from lfr.errors import LfrError
from lfr.figures import Figures, open_figures
from lfr.paths import find_project
from lfr.publish.macros import Macros

_figures: Figures | None = None
_environment: jinja2.Environment | None = None
_inline: dict[str, str] = {}

_SCRIPT = re.compile(r"<script(?P<attributes>(?:\s[^>]*)?)>(?P<body>.*?)</script>", re.S)
_STYLE = re.compile(r"<style(?:\s[^>]*)?>(?P<body>.*?)</style>", re.S)
_STYLE_ATTRIBUTE = re.compile(r'(<[a-zA-Z][^<>]*?)\sstyle="([^"]*)"([^<>]*>)')


def on_config(config: Any) -> Any:
    """Open the warehouse once. Says plainly when there is none yet."""
    global _figures, _environment
    _inline.clear()
    try:
        _figures = open_figures(find_project(Path(config.config_file_path).parent))
    except LfrError as error:
        raise PluginError(str(error)) from None
    _isolate_notebooks(_figures.project.build / "ipython")
    loader = jinja2.FileSystemLoader(str(Path(config.docs_dir) / "_templates"))
    # StrictUndefined: a figure that does not exist fails the build instead of printing nothing.
    _environment = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True)
    return config


def _isolate_notebooks(folder: Path) -> None:
    """Run notebooks with settings of our own: a user's IPython profile must not change what is published."""
    profile = folder / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    # Level ERROR: the kernel warns that its local sockets are not encrypted, on every build.
    (profile / "ipython_kernel_config.py").write_text("c = get_config()\nc.IPKernelApp.log_level = 40\n", encoding="utf-8")
    os.environ["IPYTHONDIR"] = str(folder)


@event_priority(100)  # before mkdocs-jupyter, which must find the notebooks among the files
def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages and downloads, and the notebooks, to the pages written by hand."""
    assert _figures is not None
    project = _figures.project
    for folder, prefix in ((project.pages, ""), (project.root / "notebooks", "notebooks/")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                name = path.relative_to(folder).as_posix()
                if prefix:
                    files.append(File(f"{prefix}{name}", str(folder.parent), config.site_dir, config.use_directory_urls))
                else:
                    files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Fill in the macros of one page. A fault names the page and, where the template knows it, the line."""
    assert _figures is not None and _environment is not None
    source = page.file.src_uri
    if source.endswith(".ipynb"):
        return markdown
    try:
        template = _environment.from_string(markdown)
        macros = Macros(_figures, page.url)
        return template.render(macros.names()) + macros.closing_line()
    except (LfrError, jinja2.TemplateError) as error:
        line = getattr(error, "lineno", None) or _line_in_page(error)
        where = f"site/{source}" + (f", line {line} of its text" if line else "")
        raise PluginError(f"{where}: {error}") from None


def _line_in_page(error: Exception) -> int | None:
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Move inline scripts and styles of a page into files of their own, so that a strict policy can hold."""
    return _without_inline(output, page.url)


def on_post_template(output: str, template_name: str, config: Any) -> str:
    return _without_inline(output, "") if template_name.endswith(".html") else output


def _without_inline(output: str, url: str) -> str:
    root = "../" * url.count("/") or "./"

    def script(match: re.Match[str]) -> str:
        attributes, body = match["attributes"], match["body"]
        if "src=" in attributes or 'type="application/json"' in attributes or not body.strip():
            return match[0]
        return f'<script{attributes} src="{root}{_keep(body, "js")}"></script>'

    def style(match: re.Match[str]) -> str:
        return f'<link rel="stylesheet" href="{root}{_keep(match["body"], "css")}">'

    def attribute(match: re.Match[str]) -> str:
        # text-align from Markdown tables, colours from notebooks: one class for each wording.
        name = "s-" + hashlib.sha256(match[2].encode()).hexdigest()[:10]
        sheets[name] = f".{name}{{{match[2]}}}"
        opening = match[1]
        if 'class="' in opening + match[3]:
            return re.sub(r'class="', f'class="{name} ', opening + match[3], count=1)
        return f'{opening} class="{name}"{match[3]}'

    sheets: dict[str, str] = {}
    output = _SCRIPT.sub(script, output)
    output = _STYLE.sub(style, output)
    while _STYLE_ATTRIBUTE.search(output):
        output = _STYLE_ATTRIBUTE.sub(attribute, output)
    if sheets:
        href = root + _keep("\n".join(sheets[name] for name in sorted(sheets)), "css")
        output = output.replace("</head>", f'<link rel="stylesheet" href="{href}"></head>', 1)
    return output


def _keep(body: str, kind: str) -> str:
    name = f"assets/inline/{hashlib.sha256(body.encode()).hexdigest()[:16]}.{kind}"
    _inline[name] = body
    return name


def on_post_build(config: Any) -> None:
    """Write the collected files, and drop what would differ between two builds or serves nobody."""
    site = Path(config.site_dir)
    for name, body in sorted(_inline.items()):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    if _figures is not None:
        _figures.close()
