"""Vega draws a specification once: what it drew is kept by the specification, for the next build and for the notebooks beside this one.

Starting the program that draws takes a process as long as ten charts.
"""

from __future__ import annotations

import json
import os
from importlib import metadata
from pathlib import Path
from typing import Any

import vl_convert

from lfr.kept import DRAWINGS, Kept

_VERSION = metadata.version("vl-convert-python")


def draw(spec: dict[str, Any]) -> str:
    """The drawing of a Vega-Lite specification as SVG."""
    if not os.environ.get(DRAWINGS):
        return str(vl_convert.vegalite_to_svg(spec))
    key = [_VERSION, json.dumps(spec, sort_keys=True)]
    return Kept(Path(os.environ[DRAWINGS])).get(key, lambda: vl_convert.vegalite_to_svg(spec).encode()).decode()
